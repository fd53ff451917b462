import { type Query, sql } from '../../../base/sql.ts'

/**
 * Loans of the months that are kept, also under titles that were merged into it, and the items: an item counts as one
 * loan, so that a new catalogue has an order from its first day.
 */
export const popularity = (title: Query): Query => sql`
  ((select coalesce(sum(m.loans), 0) from cataloguing.title_month m where m.title_id = ${title})
   + case when exists (select from cataloguing.title o where o.merged_into = ${title})
       then (select coalesce(sum(m.loans), 0) from cataloguing.merged_titles(${title}) o join cataloguing.title_month m on m.title_id = o where o <> ${title})
       else 0 end
   + (select count(*) from inventory.item i where i.title_id = ${title} and i.state <> 'withdrawn'))::integer`

/** Branches with an item, or of which a holdings record says so, in order, so that equal lists are equal. */
export const heldAt = (title: Query): Query => sql`
  array(select i.branch_id from inventory.item i where i.title_id = ${title} and i.state <> 'withdrawn'
        union select p.branch_id from cataloguing.holding h join cataloguing.holding_place p on p.holding_id = h.holding_id where h.title_id = ${title}
        order by 1)`

/** Of which libraries these branches are. */
const libraries = (branches: Query): Query =>
  sql`array(select distinct b.library_id from organisation.branch b where b.branch_id = any (${branches}) order by 1)`

/**
 * Brings what search knows of the items of these titles up to date; a title for which nothing changed is not written.
 * One that a library has for the first time, or no longer, counts as changed: it comes into the set of its titles that
 * others harvest, or goes out of it, and that it went is kept for who harvests that set.
 */
export const refreshHeld = (title_ids: readonly string[], at: string): Query => sql`
  with held as (
  update cataloguing.title_search s
     set branches = n.branches, popularity = n.popularity, tier = cataloguing.tier_of(n.popularity)
    from (select t.title_id, ${heldAt(sql`t.title_id`)} as branches, ${popularity(sql`t.title_id`)} as popularity
            from unnest(${title_ids}::bigint[]) as t(title_id)) n
   where s.title_id = n.title_id and (s.branches, s.popularity) is distinct from (n.branches, n.popularity)
  returning s.title_id, old.branches as were, new.branches as are),
  turned as (
  select h.title_id, ${libraries(sql`h.were`)} as were, ${libraries(sql`h.are`)} as are from held h where h.were <> h.are),
  left_set as (
  insert into cataloguing.title_left (library_id, title_id, left_at)
  select l, t.title_id, ${at}::timestamptz from turned t cross join unnest(t.were) l where not l = any (t.are)
  on conflict (title_id, library_id) do update set left_at = excluded.left_at),
  back as (
  delete from cataloguing.title_left x using turned t where x.title_id = t.title_id and x.library_id = any (t.are) and not x.library_id = any (t.were))
  update cataloguing.title t set changed_at = ${at}::timestamptz from turned h where t.title_id = h.title_id and h.were <> h.are`
