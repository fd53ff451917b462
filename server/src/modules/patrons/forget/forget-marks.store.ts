import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Who recorded an authorisation or an entry of the list of libraries, ten years back. */
export const forgetMarks = (library_id: string, before: Day): Query => sql`
  with authorisations as (
    update patrons.magda_authorisation set recorded_by = null
     where library_id = ${library_id} and recorded_at < ${before}::date and recorded_by is not null returning 1
  ), entries as (
    update patrons.number_leave set changed_by = null
     where library_id = ${library_id} and changed_at < ${before}::date and changed_by is not null returning 1
  )
  select ((select count(*) from authorisations) + (select count(*) from entries))::integer as gone`

/** Conflicts of two records that somebody settled before the day; over all libraries, as they are kept. */
export const forgetConflicts = (before: Day): Query =>
  sql`select patrons.forget_conflicts(${before}::date) as gone`
