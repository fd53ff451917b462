import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const WorkNow = Type.Object({
  title_id: Id,
  work: Nullable(Type.String()),
  record: Type.Unknown(),
  chosen: Nullable(Type.String()),
  former: Nullable(Type.String()),
})
export type WorkNow = Type.Static<typeof WorkNow>
/** Of which work titles are, by rules or by choice; held until the end of the transaction, in the order of their ids. */
export const lockWorks = (ids: readonly string[]): Query => sql`
  select t.title_id, w.work::text, t.record, c.work::text as chosen, c.former::text
    from cataloguing.title t left join cataloguing.title_work w on w.title_id = t.title_id
    left join cataloguing.work_choice c on c.title_id = t.title_id
   where t.title_id = any (${ids}::bigint[]) and t.state = 'in_use' order by t.title_id for update of t`

/** Says of which work a title is; what was said before it is kept for the way back. */
export const chooseWork = (title_id: string, work: string, at: string): Query => sql`
  insert into cataloguing.work_choice as c (title_id, work, former, chosen_at) values (${title_id}, ${work}::bigint, null, ${at}::timestamptz)
  on conflict (title_id) do update set work = excluded.work, former = c.work, chosen_at = excluded.chosen_at`
/** Takes the last choice back: the one before it holds again, or the rules. */
export const unchooseWork = (title_id: string): Query => sql`
  with back as (update cataloguing.work_choice set work = former, former = null where title_id = ${title_id} and former is not null returning 1)
  delete from cataloguing.work_choice where title_id = ${title_id} and former is null and not exists (select from back)`
