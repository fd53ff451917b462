import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/**
 * What a charge was about, ninety days after it was booked, once nothing of it is open. While it is open the reader can
 * ask what it is for, so that reference stays as long.
 */
export const forgetAbouts = (library_id: string, until: Day, most: number): Query => sql`
  with gone as (
    delete from finance.charge_about a where a.entry_id in (
      select a.entry_id from finance.charge_about a join finance.entry e on e.entry_id = a.entry_id
       where a.library_id = ${library_id} and e.on_day <= ${until}
         and (e.kind <> 'charge' or e.amount_cents + coalesce((select sum(l.amount_cents) from finance.entry l where l.charge_id = e.entry_id), 0) <= 0)
       limit ${most})
    returning 1)
  select count(*)::integer as gone from gone`

/** Who booked a line, and what was written beside it, of lines of before the day. */
export const forgetBookers = (library_id: string, before: Day, most: number): Query => sql`
  with done as (
    update finance.entry set staff_id = null, reason = null where entry_id in (
      select entry_id from finance.entry where library_id = ${library_id} and on_day < ${before}
         and coalesce(staff_id::text, reason) is not null order by on_day limit ${most})
    returning 1)
  select count(*)::integer as gone from done`

/**
 * Whose a line was, of lines of before the day: of an account of which those lines are settled among themselves. One that
 * still owes keeps its lines together.
 */
export const forgetOwners = (library_id: string, before: Day, most: number): Query => sql`
  with settled as materialized (
    select e.account_id from finance.entry e
     where e.library_id = ${library_id} and e.on_day < ${before} and e.account_id <> 0
     group by e.account_id
    having sum(e.amount_cents) = 0 and not exists (
      select from finance.entry o join finance.entry y on y.account_id = o.account_id and (y.charge_id = o.entry_id or y.reverses = o.entry_id)
       where o.account_id = e.account_id and o.on_day < ${before} and y.on_day >= ${before})
     limit ${most}
  ), done as (
    update finance.entry e set account_id = 0 from settled s where e.account_id = s.account_id and e.on_day < ${before} returning 1)
  select count(*)::integer as gone from settled`
