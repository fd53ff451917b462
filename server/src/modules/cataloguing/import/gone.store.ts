import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Going = Type.Object({ title_id: Id, control_number: Type.String(), used: Type.Boolean() })
/** Titles of a source by their numbers, and whether a library has an item of them or somebody awaits them. */
export const goingTitles = (source: string, numbers: readonly string[]): Query => sql`
  with asked as materialized (
    select t.title_id, t.control_number from cataloguing.title t
     where t.source = ${source} and t.control_number = any (${numbers}::text[]) and t.state = 'in_use'),
  awaited as materialized (select a as title_id from circulation.awaited_titles(array(select title_id from asked)) a)
  select a.title_id, a.control_number, exists (select from inventory.item i where i.title_id = a.title_id)
         or exists (select from cataloguing.holding h where h.title_id = a.title_id) or exists (select from awaited w where w.title_id = a.title_id) as used
    from asked a`

/** Says of titles that stay that their source keeps them no longer. */
export const markDropped = (
  ids: readonly string[],
  of: { readonly source: string; readonly at: string; readonly import_id: string | null },
): Query => sql`
  insert into cataloguing.title_dropped (title_id, source, dropped_at, import_id)
  select x, ${of.source}, ${of.at}::timestamptz, ${of.import_id}::bigint from unnest(${ids}::bigint[]) x
  on conflict (title_id) do nothing`
/** Their source describes them again. */
export const unmarkDropped = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.title_dropped where title_id = any (${ids}::bigint[])`

/** What the way back of an import needs of titles that go: they are read before, in the same transaction. */
export const keepRemoved = (library_id: string, import_id: string, ids: readonly string[]): Query => sql`
  insert into cataloguing.import_removed (library_id, import_id, control_number, source, record)
  select ${library_id}::bigint, ${import_id}::bigint, t.control_number, t.source, t.record from cataloguing.title t
   where t.title_id = any (${ids}::bigint[]) on conflict do nothing`

export const Marked = Type.Object({ title_id: Id })
/** Marked titles from one on. */
export const markedAfter = (after: string, most: number): Query =>
  sql`select title_id from cataloguing.title_dropped where title_id > ${after}::bigint order by title_id limit ${most}`
