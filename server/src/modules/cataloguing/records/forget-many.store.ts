import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Who merged titles or changed many at once, ten years back. */
export const forgetManyMarks = (library_id: string, before: Day): Query => sql`
  with merges as (
    update cataloguing.title_merge set made_by = null
     where library_id = ${library_id} and made_at < ${before}::date and made_by is not null returning 1),
  changes as (
    update cataloguing.title_change set made_by = null
     where library_id = ${library_id} and made_at < ${before}::date and made_by is not null returning 1)
  select ((select count(*) from merges) + (select count(*) from changes))::integer as gone`
