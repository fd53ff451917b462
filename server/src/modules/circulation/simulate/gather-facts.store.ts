import { Day } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Gathered = Type.Object({ gathered_until: Day })
/** How far a library has been gathered; the day before `otherwise` where it never was. */
export const gatheredUntil = (otherwise: string): Query => sql`
  select coalesce((select gathered_until from circulation.loan_fact_cursor where library_id = (select organisation.own_library())),
                  ${otherwise}::date - 1) as gathered_until`

/**
 * Makes facts of what came back to the loans of the own library in these days, from events that were not undone. A band,
 * a type and an area were frozen in the event; nothing else of the reader is read.
 */
export const gatherFacts = (from_on: string, until_on: string): Query => sql`
  insert into circulation.loan_fact (library_id, branch_id, returned_on, lent_on, due_on, renewals, membership_type, age_band, item_type,
    shelf, item_age_days, price_cents, hold_wait_days)
  select b.library_id, l.branch_id, l.returned_on, (l.lent_at at time zone 'Europe/Brussels')::date, l.due_on, l.renewals, e.membership_type,
         e.age_band, l.item_type, e.shelf, case when i.acquired_on is not null then greatest(0, (l.lent_at at time zone 'Europe/Brussels')::date - i.acquired_on) end,
         i.price_cents, case when h.hold_id is not null then greatest(0, l.returned_on - (h.placed_at at time zone 'Europe/Brussels')::date) end
    from circulation.event e
    join circulation.loan l on l.loan_id = e.loan_id and l.ended = 'returned'
    join organisation.branch b on b.branch_id = l.branch_id and b.library_id = (select organisation.own_library())
    left join inventory.item i on i.item_id = l.item_id
    left join circulation.hold h on h.hold_id = e.hold_id
   where e.kind = 'checkin' and e.library_id = any ((select organisation.scope())::bigint[])
     and e.occurred_at >= (${from_on}::date::timestamp at time zone 'Europe/Brussels')
     and e.occurred_at < ((${until_on}::date + 1)::timestamp at time zone 'Europe/Brussels')
     and not exists (select from circulation.event u where u.undoes = e.event_id)`

export const noteGathered = (until_on: string): Query => sql`
  insert into circulation.loan_fact_cursor (library_id, gathered_until) values ((select organisation.own_library()), ${until_on})
  on conflict (library_id) do update set gathered_until = excluded.gathered_until`
