import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Who changed the configuration, and what an account was called before and after, of changes of before the day. */
export const forgetChanges = (library_id: string, before: Day): Query => sql`
  with done as (
    update organisation.change c
       set staff_id = null, before = c.before - '{name,initials,roles,leaves_on}'::text[], after = c.after - '{name,initials,roles,leaves_on}'::text[]
     where c.library_id = ${library_id} and c.at < ${before}::date
       and (c.staff_id is not null or c.before ?| '{name,initials,roles,leaves_on}'
            or c.after ?| '{name,initials,roles,leaves_on}') returning 1
  )
  select count(*)::integer as gone from done`

/** Accounts of people who left before the day, with all that opens something by them. What they did stays, without a name. */
export const forgetLeavers = (library_id: string, before: Day): Query => sql`
  with old as materialized (
    select staff_id from organisation.staff where library_id = ${library_id} and left_at < ${before}::date and not active and kind <> 'machine'
  ),
  sessions as (delete from organisation.session s using old where s.staff_id = old.staff_id),
  sign_ins as (delete from organisation.full_sign_in f using old where f.staff_id = old.staff_id),
  undertakings as (delete from organisation.undertaking u using old where u.staff_id = old.staff_id),
  factors as (delete from organisation.factor f using old where f.staff_id = old.staff_id),
  codes as (delete from organisation.recovery_code c using old where c.staff_id = old.staff_id),
  identities as (delete from organisation.staff_identity i using old where i.staff_id = old.staff_id),
  roles as (delete from organisation.staff_role r using old where r.staff_id = old.staff_id),
  gone as (delete from organisation.staff s using old where s.staff_id = old.staff_id returning 1)
  select count(*)::integer as gone from gone`

/** The same of what libraries do together, which belongs to none of them. */
export const forgetConsortiumMarks = (before: Day): Query =>
  sql`select organisation.forget_consortium_marks(${before}::date) as gone`
