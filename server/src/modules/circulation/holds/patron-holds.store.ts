import { type Query, sql } from '../../../base/sql.ts'

/** The open reservations of a patron, oldest first: the order in which they are locked. */
export const openHoldsOf = (patron_id: string): Query =>
  sql`select hold_id from circulation.hold where patron_id = ${patron_id} and closed_at is null order by hold_id`

/** Ended reservations of people who go whole, and what ties the desk's events to them. */
export const forgetHoldsOf = (patron_ids: readonly string[]): Query[] => [
  sql`delete from circulation.hold where patron_id = any (${patron_ids}::bigint[]) and closed_at is not null`,
  sql`delete from circulation.event_patron where patron_id = any (${patron_ids}::bigint[])`,
]
