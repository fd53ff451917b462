import { type SettingKey, settings } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { matches, oneOf } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** What the own library set; no row where it set nothing. */
export const settingQuery = (ctx: StaffCtx, key: SettingKey): Query =>
  sql`select s.value from organisation.setting s where s.library_id = ${ctx.actor.library_id} and s.key = ${key}`

const Value = Type.Object({ value: Type.Unknown() })
/** A number that a library may set, from the rows of `settingQuery`. */
export const numberOf = (rows: readonly Row[] | undefined, key: SettingKey): number => {
  const stored = oneOf(Value, rows ?? [])?.value
  return Number(stored !== undefined && matches(settings[key].value, stored) ? stored : settings[key].default)
}
