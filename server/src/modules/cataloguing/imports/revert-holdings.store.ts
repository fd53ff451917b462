import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const HoldingChange = Type.Object({
  control_number: Type.String(),
  source: Type.String(),
  title_id: Nullable(Id),
  record: Type.Unknown(),
  /** Null where it was taken out, or went since. */
  holding_id: Nullable(Id),
  now_title_id: Nullable(Id),
  embedded: Type.Boolean(),
  same: Type.Boolean(),
})
/** Holdings records that an import made, changed or took out, and whether they are still as it left them. */
export const holdingsToUndo = (import_id: string, most: number): Query => sql`
  select c.control_number, c.source, c.title_id, c.record, h.holding_id, h.title_id as now_title_id, coalesce(h.embedded, false) as embedded,
         h.record_hash is not distinct from c.record_hash as same
    from cataloguing.import_holding c
    left join lateral (select x.* from cataloguing.holding x join organisation.branch b on b.branch_id = x.branch_id
                        where x.source = c.source and x.control_number = c.control_number and b.library_id = c.library_id limit 1) h on true
   where c.import_id = ${import_id} order by c.control_number desc limit ${most}`
export const forgetHoldingChanges = (import_id: string, numbers: readonly string[]): Query =>
  sql`delete from cataloguing.import_holding where import_id = ${import_id} and control_number = any (${numbers}::text[])`

/** Titles that are still there, of those that holdings records go back to. */
export const TitleThere = Type.Object({ title_id: Id })
export const titlesThere = (ids: readonly string[]): Query =>
  sql`select title_id from cataloguing.title where title_id = any (${ids}::bigint[])`
