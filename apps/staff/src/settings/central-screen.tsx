import type { Leave, RoleCode } from '@kaft/contract/leave'
import { readSession } from '@kaft/contract/organisation'
import { changeCentralSetting, readCentralSettings } from '@kaft/contract/central-settings'
import type { FigureRule } from '@kaft/contract/figures'
import type { SecondFactorRule } from '@kaft/contract/second-factor'
import type { OidcMapping, RoleCeiling } from '@kaft/contract/sign-in-elsewhere'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { roleName } from '../base/who-may.ts'
import { CeilingForm } from './ceiling-form.tsx'
import { ClaimsForm } from './claims-form.tsx'
import { FigureRuleForm } from './figure-rule-form.tsx'
import { HelpHoursForm } from './help-hours-form.tsx'
import { SettingsPage } from './settings-page.tsx'
import { roleCodes } from './staff.model.ts'
import { centralTexts, nameable } from './texts/central.ts'

const Rule = ({ rule }: { rule: SecondFactorRule }): ReactNode => {
  const t = useTexts(centralTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  const [roles, setRoles] = useState<readonly string[]>(rule.roles)
  const [leaves, setLeaves] = useState<readonly string[]>(rule.leaves)
  const change = useDo(changeCentralSetting, [readCentralSettings, readSession])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const value: SecondFactorRule = {
      roles: roleCodes.filter((role: RoleCode) => roles.includes(role)),
      leaves: nameable.filter((leave: Leave) => leaves.includes(leave)),
    }
    change.mutate(
      { params: { key: 'staff.second_factor' }, body: { command_id: newCommandId(), value } },
      { onSuccess: () => tell(t.saved) },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.second}</h2>
        <p className="k-prose">{t.secondAbout}</p>
        {change.error !== null && <Failed error={change.error} />}
        <Checkbox.Group label={t.roles} value={[...roles]} onChange={setRoles}>
          <div className="k-line">
            {roleCodes.map(role => (
              <Checkbox key={role} value={role} label={roleName(role, lang)} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox.Group label={t.leaves} value={[...leaves]} onChange={setLeaves}>
          <div className="k-line">
            {nameable.map(leave => (
              <Checkbox key={leave} value={leave} label={t.leaf[leave]} />
            ))}
          </div>
        </Checkbox.Group>
        {roles.length + leaves.length === 0 && <StateWord state="ask">{t.off}</StateWord>}
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={change.isPending}>
            {b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

/** What holds for every library, for who works for all of them. */
export const Screen = (): ReactNode => {
  const t = useTexts(centralTexts)
  const read = useRead(readCentralSettings, {})
  return (
    <SettingsPage room="central">
      <p className="k-prose">{t.about}</p>
      <Read of={read}>
        {({ rows }) => {
          const valueOf = (key: string): unknown => rows.find(row => row.key === key)?.value
          const rule = valueOf('staff.second_factor') as SecondFactorRule
          const mapping = valueOf('staff.oidc') as OidcMapping
          const figures = valueOf('figures.rule') as FigureRule
          const ceiling = valueOf('staff.role_ceiling') as RoleCeiling
          return (
            <>
              <Rule key={JSON.stringify(rule)} rule={rule} />
              <HelpHoursForm hours={Number(valueOf('help.most_hours'))} />
              <FigureRuleForm key={JSON.stringify(figures)} rule={figures} />
              <CeilingForm ceiling={ceiling} />
              <ClaimsForm key={JSON.stringify(mapping)} mapping={mapping} />
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
