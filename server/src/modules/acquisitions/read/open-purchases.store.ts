import { openPurchaseStates } from '@kaft/contract'
import { type Query, sql } from '../../../base/sql.ts'

/**
 * The titles for which a library has a suggestion that is open, one row each: `title_id`, `suggestion_id`, `state`. A title is found by its
 * number, by one that was merged into it, and by an ISBN that was typed before there was a title.
 */
export const openPurchases = (library_id: string): Query => sql`
  select distinct on (m.title_id) m.title_id, p.suggestion_id, p.state
    from acquisitions.purchase_suggestion p
    cross join lateral (
      select cataloguing.stands_as(p.title_id) as title_id where p.title_id is not null
      union select x.title_id from cataloguing.title_isbn x where x.isbn = p.isbn) m
   where p.library_id = ${library_id} and p.state = any (${openPurchaseStates}::text[])
   order by m.title_id, p.suggestion_id`

/** How many wait for a decision; for who decides, and nothing for the others. */
export const purchasesToDecide = (library_id: string, may: boolean): Query => sql`
  select count(*)::integer as count from acquisitions.purchase_suggestion p
   where ${may} and p.library_id = ${library_id} and p.state = 'proposed'`
