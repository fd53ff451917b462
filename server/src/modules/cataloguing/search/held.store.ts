import { type Query, sql } from '../../../base/sql.ts'

/** Loans of the months that are kept, and the items: an item counts as one loan, so that a new catalogue has an order from its first day. */
export const popularity = (title: Query): Query => sql`
  ((select coalesce(sum(m.loans), 0) from cataloguing.title_month m where m.title_id = ${title})
   + (select count(*) from inventory.item i where i.title_id = ${title} and i.state <> 'withdrawn'))::integer`

/** Branches with an item, in order, so that equal lists are equal. */
export const heldAt = (title: Query): Query => sql`
  array(select distinct i.branch_id from inventory.item i where i.title_id = ${title} and i.state <> 'withdrawn' order by 1)`

/** Brings what search knows of the items of these titles up to date; a title for which nothing changed is not written. */
export const refreshHeld = (title_ids: readonly string[]): Query => sql`
  update cataloguing.title_search s
     set branches = n.branches, popularity = n.popularity, tier = cataloguing.tier_of(n.popularity)
    from (select t.title_id, ${heldAt(sql`t.title_id`)} as branches, ${popularity(sql`t.title_id`)} as popularity
            from unnest(${title_ids}::bigint[]) as t(title_id)) n
   where s.title_id = n.title_id and (s.branches, s.popularity) is distinct from (n.branches, n.popularity)`
