import { HoldRatio, HopelessHold } from '@kaft/contract'
import { addDays, type Day } from '../../../../base/dates.ts'
import { type Query, sql } from '../../../../base/sql.ts'
import { openPurchases } from '../../../acquisitions/index.ts'

export { HoldRatio, HopelessHold }
/** What is suggested already to buy for a title, of the rows named `o`. */
const purchase = sql`case when o.suggestion_id is not null then jsonb_build_object('suggestion_id', o.suggestion_id::text, 'state', o.state) end as purchase`
const isbn = sql`(select min(x.isbn) from cataloguing.title_isbn x where x.title_id = t.title_id)`

/**
 * Waiting holds of own readers that no item can fill. What the library reaches is derived once, and once for each
 * pickup branch, so that a queue of thousands costs as many looks at the items of its titles and no more.
 */
export const hopelessQuery = (library_id: string, min_age_days: number, day: Day): Query => sql`
  with reach as materialized (select organisation.linked(${library_id}, false) as libraries),
  waits as materialized (
    select h.hold_id, h.title_id, h.wanted_item_id, h.pickup_branch_id, h.placed_at, h.ibl_until
      from circulation.hold h where h.library_id = ${library_id} and h.state = 'waiting'
  ),
  opened as materialized (${openPurchases(library_id)}),
  pickup as materialized (
    select b.branch_id, b.name, array_append(organisation.linked(b.library_id, true), b.library_id) as carried
      from organisation.branch b where b.branch_id in (select w.pickup_branch_id from waits w)
  ),
  looked as (
    select w.*, p.name as pickup_branch,
           (select array[count(*), count(*) filter (where i.state in ('in_use', 'on_order') and i.loanable),
                         count(*) filter (where i.state = 'in_use' and not i.loanable)]
              from inventory.item i
             where (i.title_id = w.title_id or i.title_id in (select x.title_id from circulation.hold_title x where x.hold_id = w.hold_id))
               and (w.wanted_item_id is null or i.item_id = w.wanted_item_id)
               and i.library_id = any ((select libraries from reach)::bigint[]) and i.library_id = any (p.carried)) as n
      from waits w join pickup p on p.branch_id = w.pickup_branch_id
  )
  select k.hold_id, k.title_id, t.title, t.author, k.pickup_branch, (k.placed_at at time zone 'Europe/Brussels')::date as placed_on,
         case when k.wanted_item_id is not null then 'item_gone' when k.n[1] = 0 then 'no_items' when k.n[3] > 0 then 'not_loanable' else 'all_gone' end as reason,
         ${isbn} as isbn, k.ibl_until, (select count(*)::integer from waits w where w.title_id = k.title_id) as waiting, ${purchase},
         (select count(distinct i.library_id)::integer from inventory.item i left join circulation.item_status s on s.item_id = i.item_id
           where i.title_id = k.title_id and i.state = 'in_use' and i.loanable and coalesce(s.status, 'available') = 'available'
             and coalesce(i.acquired_on, '-infinity') <= ${addDays(day, -min_age_days)}::date
             and i.library_id <> all ((select libraries from reach)::bigint[])) as ibl_libraries
    from looked k join cataloguing.title t on t.title_id = k.title_id left join opened o on o.title_id = k.title_id
   where k.n[2] = 0 order by k.placed_at, k.hold_id limit 500`

/** Titles of which own readers wait for more than so many holds an item; a hold that is suspended counts as well. */
export const ratioQuery = (library_id: string, above: number): Query => sql`
  with waits as materialized (
    select h.title_id, count(*)::integer as holds from circulation.hold h
     where h.library_id = ${library_id} and h.state = 'waiting' and h.wanted_item_id is null group by h.title_id
  ),
  opened as materialized (${openPurchases(library_id)}),
  counted as (
    select w.title_id, w.holds,
           (select count(*)::integer from inventory.item i where i.title_id = w.title_id and i.library_id = ${library_id} and i.state = 'in_use' and i.loanable) as items,
           (select count(*)::integer from inventory.item i where i.title_id = w.title_id and i.library_id = ${library_id} and i.state = 'on_order') as on_order
      from waits w where w.holds > ${above}
  )
  select c.title_id, t.title, t.author, t.material, ${isbn} as isbn, c.holds, c.items, c.on_order,
         round(c.holds::numeric / greatest(1, c.items + c.on_order), 1)::float8 as ratio,
         greatest(0, ceil(c.holds::numeric / ${above})::integer - c.items - c.on_order) as more_needed,
         ${purchase}
    from counted c join cataloguing.title t on t.title_id = c.title_id left join opened o on o.title_id = c.title_id
   where c.holds > ${above} * (c.items + c.on_order)
   order by ratio desc, c.holds desc, t.title limit 500`
