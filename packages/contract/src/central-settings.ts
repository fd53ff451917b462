import { Type } from 'typebox'
import { DoubleRule, doubleRule } from './catalogue-doubles.ts'
import { FigureRule, figureRule } from './figures.ts'
import { helpHours, HelpHours } from './help.ts'
import { operation } from './operation.ts'
import { SecondFactorRule, secondFactorRule } from './second-factor.ts'
import { OidcMapping, oidcMapping, RoleCeiling, roleCeiling } from './sign-in-elsewhere.ts'
import { closed, CommandId, Line } from './values.ts'

/** Settings that hold for every library, made by who works for all of them. */
export const centralSettings = {
  'staff.second_factor': { value: SecondFactorRule, default: secondFactorRule },
  'staff.oidc': { value: OidcMapping, default: oidcMapping },
  'cataloguing.doubles': { value: DoubleRule, default: doubleRule },
  'staff.role_ceiling': { value: RoleCeiling, default: roleCeiling },
  'help.most_hours': { value: HelpHours, default: helpHours },
  'figures.rule': { value: FigureRule, default: figureRule },
} as const
export type CentralKey = keyof typeof centralSettings
export const CentralSetting = closed({ key: Type.String(), value: Type.Unknown() })
export const readCentralSettings = operation({
  id: 'readCentralSettings',
  method: 'GET',
  path: '/central-settings',
  leave: 'signed_in',
  summary: 'Settings that hold for every library, defaults included',
  ok: closed({ rows: Type.Array(CentralSetting) }),
})
export const changeCentralSetting = operation({
  id: 'changeCentralSetting',
  method: 'PUT',
  path: '/central-settings/:key',
  leave: 'consortium.libraries',
  summary: 'Change a setting that holds for every library',
  params: closed({ key: Line(60) }),
  body: closed({ command_id: CommandId, value: Type.Unknown() }),
  ok: CentralSetting,
  codes: ['setting_unknown', 'setting_invalid'],
})
