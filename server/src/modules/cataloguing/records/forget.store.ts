import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Who imported, kept rules or changed a record by hand, ten years back. */
export const forgetMarks = (library_id: string, before: Day): Query => sql`
  with imports as (
    update cataloguing.import set made_by = null, reverted_by = null
     where library_id = ${library_id} and made_at < ${before}::date and coalesce(made_by, reverted_by) is not null returning 1),
  profiles as (
    update cataloguing.import_profile set changed_by = null
     where library_id = ${library_id} and changed_at < ${before}::date and changed_by is not null returning 1),
  runs as (
    update cataloguing.authority_run set made_by = null
     where library_id = ${library_id} and made_at < ${before}::date and made_by is not null returning 1),
  headings as (
    delete from cataloguing.authority_edit e using cataloguing.authority_version v
     where e.library_id = ${library_id} and v.authority_id = e.authority_id and v.version_no = e.version_no and v.replaced_at < ${before}::date returning 1),
  held as (
    delete from cataloguing.holding_edit e using cataloguing.holding_version v
     where e.library_id = ${library_id} and v.holding_id = e.holding_id and v.version_no = e.version_no and v.replaced_at < ${before}::date returning 1),
  edits as (
    delete from cataloguing.title_edit e using cataloguing.title_version v
     where e.library_id = ${library_id} and v.title_id = e.title_id and v.version_no = e.version_no and v.replaced_at < ${before}::date returning 1)
  select ((select count(*) from imports) + (select count(*) from profiles) + (select count(*) from runs) + (select count(*) from headings)
          + (select count(*) from held) + (select count(*) from edits))::integer as gone`
