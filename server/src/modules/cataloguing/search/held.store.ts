import { type Query, sql } from '../../../base/sql.ts'

/** Loans of the months that are kept, and the items: an item counts as one loan, so that a new catalogue has an order from its first day. */
export const popularity = (title: Query): Query => sql`
  ((select coalesce(sum(m.loans), 0) from cataloguing.title_month m where m.title_id = ${title})
   + (select count(*) from inventory.item i where i.title_id = ${title} and i.state <> 'withdrawn'))::integer`

/** Branches with an item, in order, so that equal lists are equal. */
export const heldAt = (title: Query): Query => sql`
  array(select distinct i.branch_id from inventory.item i where i.title_id = ${title} and i.state <> 'withdrawn' order by 1)`

/** Of which libraries these branches are. */
const libraries = (branches: Query): Query =>
  sql`array(select distinct b.library_id from organisation.branch b where b.branch_id = any (${branches}) order by 1)`

/**
 * Brings what search knows of the items of these titles up to date; a title for which nothing changed is not written.
 * One that a library has for the first time, or no longer, counts as changed: it comes into the set of its titles that
 * others harvest, or goes out of it.
 */
export const refreshHeld = (title_ids: readonly string[], at: string): Query => sql`
  with held as (
  update cataloguing.title_search s
     set branches = n.branches, popularity = n.popularity, tier = cataloguing.tier_of(n.popularity)
    from (select t.title_id, ${heldAt(sql`t.title_id`)} as branches, ${popularity(sql`t.title_id`)} as popularity
            from unnest(${title_ids}::bigint[]) as t(title_id)) n
   where s.title_id = n.title_id and (s.branches, s.popularity) is distinct from (n.branches, n.popularity)
  returning s.title_id, old.branches as were, new.branches as are)
  update cataloguing.title t set changed_at = ${at}::timestamptz from held h
   where t.title_id = h.title_id and h.were <> h.are and ${libraries(sql`h.were`)} <> ${libraries(sql`h.are`)}`
