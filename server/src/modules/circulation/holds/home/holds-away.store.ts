import { type Query, sql } from '../../../../base/sql.ts'

const AT_ONCE = 200

/**
 * Reservations of a library that wait to be picked up where its patrons are known no longer: the cooperation ended. What lies
 * ready there is left, since it is there and not here; nobody fetches it, and it expires as any other.
 */
export const holdsAway = (library_id: string, but: readonly string[]): Query => sql`
  select h.hold_id from circulation.hold h join organisation.branch b on b.branch_id = h.pickup_branch_id
   where h.library_id = ${library_id} and h.state = 'waiting' and b.library_id <> h.library_id
     and b.library_id <> all (organisation.linked(h.library_id, false)) and h.hold_id <> all (${but}::bigint[])
   order by h.hold_id limit ${AT_ONCE}`

/** The branch to which they come: the first of the library. */
export const homeBranch = (library_id: string): Query =>
  sql`select branch_id from organisation.branch where library_id = ${library_id} order by code limit 1`
