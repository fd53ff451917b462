import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Who changed the configuration, and what an account was called before and after, of changes of before the day. */
export const forgetChanges = (library_id: string, before: Day): Query => sql`
  with done as (
    update organisation.change c
       set staff_id = null, before = c.before - 'name' - 'initials' - 'roles', after = c.after - 'name' - 'initials' - 'roles'
     where c.library_id = ${library_id} and c.at < ${before}::date
       and (c.staff_id is not null or c.before ?| '{name,initials,roles}' or c.after ?| '{name,initials,roles}') returning 1
  )
  select count(*)::integer as gone from done`

/** Accounts of people who left before the day, with all that opens something by them. What they did stays, without a name. */
export const forgetLeavers = (library_id: string, before: Day): Query => sql`
  with old as materialized (
    select staff_id from organisation.staff where library_id = ${library_id} and left_at < ${before}::date and not active and kind = 'person'
  ),
  sessions as (delete from organisation.session s using old where s.staff_id = old.staff_id),
  sign_ins as (delete from organisation.full_sign_in f using old where f.staff_id = old.staff_id),
  roles as (delete from organisation.staff_role r using old where r.staff_id = old.staff_id),
  gone as (delete from organisation.staff s using old where s.staff_id = old.staff_id returning 1)
  select count(*)::integer as gone from gone`

/** The same of what libraries do together, which belongs to none of them. */
export const forgetConsortiumMarks = (before: Day): Query =>
  sql`select organisation.forget_consortium_marks(${before}::date) as gone`
