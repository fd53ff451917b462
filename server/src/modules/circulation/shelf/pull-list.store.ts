import { type Query, sql } from '../../../base/sql.ts'

/**
 * Titles that someone waits for and of which an item stands on the shelf here. Walks from the queue to the items,
 * so that a branch of 200,000 items costs no more than what is waited for. Own patrons' holds come first (B).
 */
export const pullListQuery = (branch_id: string): Query => sql`
  with own as (select b.library_id from organisation.branch b where b.branch_id = ${branch_id}),
  near as materialized (select organisation.linked(library_id, false) as patrons, organisation.linked(library_id, true) as carried from own),
  wanted as (
    select h.title_id, count(*)::integer as hold_count, bool_or(h.pickup_branch_id = ${branch_id}) as own_first,
           (array_agg(pb.name order by h.placed_at, h.hold_id))[1] as for_branch
      from circulation.hold h join organisation.branch pb on pb.branch_id = h.pickup_branch_id, near, own
     where h.state = 'waiting' and h.library_id = any (near.patrons) and (pb.library_id = own.library_id or pb.library_id = any (near.carried))
     group by h.title_id
  )
  select w.hold_count, w.title_id, t.title, t.author, min(i.shelf) as shelf, min(i.call_number) as call_number, count(*)::integer as items_here,
         w.own_first, w.for_branch, array_agg(i.barcode order by i.barcode) as barcodes
    from wanted w
    join cataloguing.title t on t.title_id = w.title_id
    join inventory.item i on i.title_id = w.title_id and i.state = 'in_use' and i.loanable
    left join circulation.item_status s on s.item_id = i.item_id
   where coalesce(s.branch_id, i.branch_id) = ${branch_id} and coalesce(s.status, 'available') = 'available'
   group by w.title_id, w.hold_count, w.own_first, w.for_branch, t.title, t.author
   order by not w.own_first, min(i.shelf), min(i.call_number), t.title
   limit 500`

export const pullListCount = (branch_id: string): Query =>
  sql`select count(*)::integer as count from (${pullListQuery(branch_id)}) x`
