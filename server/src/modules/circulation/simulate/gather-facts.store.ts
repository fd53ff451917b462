import { Day } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Gathered = Type.Object({ gathered_until: Day })
/** How far a library has been gathered; the day before `otherwise` where it never was. */
export const gatheredUntil = (otherwise: string): Query => sql`
  select coalesce((select gathered_until from circulation.loan_fact_cursor where library_id = (select organisation.own_library())),
                  ${otherwise}::date - 1) as gathered_until`

/** Fewer readers than this are no group: see the smallest cell of figures (P48). */
const LEAST = 5

/**
 * Makes facts of what came back to the loans of the own library in these days, from events that were not undone. A band,
 * a type and an area were frozen in the event; nothing else of the reader is read. The age of the item is kept in steps of thirty
 * days and its price in steps of five euros, so that they do not tell which item it was. The shelf is kept where at least five
 * readers borrowed at that branch on that day and brought back on this: two rows of one visit tell nothing of one another.
 * Events are found by the branches where they may have been brought back: an index by time alone there is none.
 */
export const gatherFacts = (from_on: string, until_on: string): Query => sql`
  with back as materialized (
    select l.loan_id, l.patron_id, l.branch_id, l.returned_on, (l.lent_at at time zone 'Europe/Brussels')::date as lent_on, l.due_on, l.renewals,
           l.item_type, e.membership_type, e.age_band, e.shelf, b.library_id, i.acquired_on, i.price_cents, h.placed_at
      from circulation.event e
      join circulation.loan l on l.loan_id = e.loan_id and l.ended = 'returned'
      join organisation.branch b on b.branch_id = l.branch_id and b.library_id = (select organisation.own_library())
      left join inventory.item i on i.item_id = l.item_id
      left join circulation.hold h on h.hold_id = e.hold_id
     where e.kind = 'checkin' and e.library_id = any ((select organisation.scope())::bigint[])
       and e.branch_id = any (array(select o.branch_id from organisation.branch o where o.library_id = any ((select organisation.scope())::bigint[])))
       and e.occurred_at >= (${from_on}::date::timestamp at time zone 'Europe/Brussels')
       and e.occurred_at < ((${until_on}::date + 1)::timestamp at time zone 'Europe/Brussels')
       and not exists (select from circulation.event u where u.undoes = e.event_id)),
  cells as (select branch_id, lent_on, returned_on, count(distinct patron_id) as readers from back group by branch_id, lent_on, returned_on)
  insert into circulation.loan_fact (library_id, branch_id, returned_on, lent_on, due_on, renewals, membership_type, age_band, item_type,
    shelf, item_age_days, price_cents, hold_wait_days)
  select k.library_id, k.branch_id, k.returned_on, k.lent_on, k.due_on, k.renewals, k.membership_type, k.age_band, k.item_type,
         case when c.readers >= ${LEAST} then k.shelf end,
         case when k.acquired_on is not null then greatest(0, k.lent_on - k.acquired_on) / 30 * 30 end, (k.price_cents + 250) / 500 * 500,
         case when k.placed_at is not null then greatest(0, k.returned_on - (k.placed_at at time zone 'Europe/Brussels')::date) end
    from back k join cells c using (branch_id, lent_on, returned_on)`

export const noteGathered = (until_on: string): Query => sql`
  insert into circulation.loan_fact_cursor (library_id, gathered_until) values ((select organisation.own_library()), ${until_on})
  on conflict (library_id) do update set gathered_until = excluded.gathered_until`
