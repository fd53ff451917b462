import { type Query, sql } from '../../../base/sql.ts'

/** What the reader chose; null follows the library. The version stays: it is no field of the form. */
export const setAutoRenew = (patron_id: string, auto_renew: boolean | null): Query =>
  sql`update patrons.patron set auto_renew = ${auto_renew} where patron_id = ${patron_id}`
