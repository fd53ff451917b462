import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Accounts of the library that are open: whoever left, or never was, is none of them. */
const here = (library_id: string): Query =>
  sql`(select a.staff_id from organisation.staff a where a.library_id = ${library_id} and a.left_at is null)`

/**
 * What somebody kept goes in the night after their account ended: their own searches, and what they followed. What they shared stays
 * with the library, without their name. Searches that were deleted before the day go for good.
 */
export const forgetSaved = (library_id: string, before: Day): Query => sql`
  with unfollowed as (
    delete from cataloguing.search_follow where library_id = ${library_id} and staff_id not in ${here(library_id)} returning 1),
  unnamed as (
    update cataloguing.saved_search set staff_id = null
     where library_id = ${library_id} and shared and ended_at is null and staff_id is not null and staff_id not in ${here(library_id)} returning 1),
  gone as (
    delete from cataloguing.saved_search
     where library_id = ${library_id}
       and (ended_at < ${before}::date or ((not shared or ended_at is not null) and staff_id not in ${here(library_id)})) returning 1)
  select ((select count(*) from unfollowed) + (select count(*) from unnamed) + (select count(*) from gone))::integer as gone`

/** What accounts keep comes over with them when their library becomes part of another; what is shared is shared there. */
export const fuseSaved = (of: { readonly from: string; readonly to: string }): readonly Query[] => [
  sql`update cataloguing.saved_search set library_id = ${of.to} where library_id = ${of.from}`,
  sql`update cataloguing.search_follow set library_id = ${of.to} where library_id = ${of.from}`,
]
/** The way back, by whose it is. */
export const savedBack = (library_id: string, staff_ids: readonly string[]): readonly Query[] => [
  sql`update cataloguing.search_follow set library_id = ${library_id} where staff_id = any (${staff_ids}::bigint[])`,
  sql`update cataloguing.saved_search set library_id = ${library_id} where staff_id = any (${staff_ids}::bigint[])`,
]

/** Of a library that leaves: all of it. Rows of one table each, as `{ gone }`. */
export const leaveSaved = (
  library_id: string,
): readonly { readonly table: string; readonly remove: Query }[] => [
  {
    table: 'cataloguing.search_follow',
    remove: sql`with gone as (delete from cataloguing.search_follow where library_id = ${library_id} returning 1) select count(*)::integer as gone from gone`,
  },
  {
    table: 'cataloguing.saved_search',
    remove: sql`with gone as (delete from cataloguing.saved_search where library_id = ${library_id} returning 1) select count(*)::integer as gone from gone`,
  },
]
