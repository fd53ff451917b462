import { Day, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const RunRow = Type.Object({
  on_day: Day,
  after_on: Nullable(Day),
  after_id: Type.String(),
  done: Type.Boolean(),
})
export type RunRow = Static<typeof RunRow>
export const runOf = (library_id: string): Query =>
  sql`select on_day, after_on, after_id, done_at is not null as done from privacy.retention_run where library_id = ${library_id}`

/** A run of a new day begins at the oldest end; one of today goes on where it was. */
export const beginRun = (library_id: string, today: string): Query => sql`
  insert into privacy.retention_run as r (library_id, on_day) values (${library_id}, ${today})
  on conflict (library_id) do update set on_day = excluded.on_day, after_on = null, after_id = 0, looked_at = 0, removed = 0, written_off = 0, done_at = null
   where r.on_day <> excluded.on_day`

export const moveRun = (
  library_id: string,
  by: {
    readonly after_on: string | null
    readonly after_id: string
    readonly looked_at: number
    readonly removed: number
    readonly written_off: number
    /** When it was the last page. */
    readonly done_at: string | null
  },
): Query => sql`
  update privacy.retention_run set after_on = ${by.after_on}, after_id = ${by.after_id}, looked_at = looked_at + ${by.looked_at},
         removed = removed + ${by.removed}, written_off = written_off + ${by.written_off}, done_at = ${by.done_at}
   where library_id = ${library_id}`

export const SmallDebts = Type.Object({
  years: Nullable(Type.Integer()),
  most_cents: Type.Integer(),
})
export type SmallDebts = Static<typeof SmallDebts>
export const smallDebts = (library_id: string): Query =>
  sql`select years, most_cents from privacy.small_debt_rule where library_id = ${library_id}`
export const storeSmallDebts = (library_id: string, rule: SmallDebts): Query => sql`
  insert into privacy.small_debt_rule (library_id, years, most_cents) values (${library_id}, ${rule.years}, ${rule.most_cents})
  on conflict (library_id) do update set years = excluded.years, most_cents = excluded.most_cents`
