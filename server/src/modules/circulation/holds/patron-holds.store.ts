import { type Query, sql } from '../../../base/sql.ts'

/** The open reservations of a patron, oldest first: the order in which they are locked. */
export const openHoldsOf = (patron_id: string): Query =>
  sql`select hold_id from circulation.hold where patron_id = ${patron_id} and closed_at is null order by hold_id`
