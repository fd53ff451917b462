import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** Every shelf on which an item of this branch has its place, in the order that was set; new ones last. */
export const shelvesQuery = (branch_id: string): Query => sql`
  select x.shelf, x.items, o.label, o.place is not null as placed
    from (select i.shelf, count(*)::integer as items from inventory.item i
           where i.branch_id = ${branch_id} and i.shelf is not null and i.state <> 'withdrawn' group by i.shelf) x
    left join circulation.shelf_order o on o.branch_id = ${branch_id} and o.shelf = x.shelf
   order by o.place nulls last, x.shelf limit 1000`

/** One at a time: two who set the order of one branch would number the same shelves. */
export const lockOrder = (branch_id: string): Query =>
  sql`select pg_advisory_xact_lock(8, (${branch_id}::bigint % 2147483647)::integer)`

/** The whole order. A label stays with its shelf; a new shelf gets the next number of the branch. */
export const storeOrder = (ctx: StaffCtx, shelves: readonly string[]): Query => sql`
  with asked as (
    select x.shelf, x.place, row_number() over (partition by o.shelf is null order by x.place) as n, o.shelf is null as fresh
      from unnest(${shelves}::text[]) with ordinality as x(shelf, place)
      left join circulation.shelf_order o on o.branch_id = ${ctx.actor.branch_id} and o.shelf = x.shelf
  ), last as (
    select coalesce(max(substring(o.label from '[0-9]+$')::integer), 0) as no from circulation.shelf_order o where o.branch_id = ${ctx.actor.branch_id}
  )
  insert into circulation.shelf_order (branch_id, shelf, place, label)
  select b.branch_id, a.shelf, a.place, 'KAST-' || b.code || '-' || lpad((case when a.fresh then last.no + a.n else a.n end)::text, 2, '0')
    from asked a cross join last join organisation.branch b on b.branch_id = ${ctx.actor.branch_id}
  on conflict (branch_id, shelf) do update set place = excluded.place`
