import { type Query, sql } from '../../../base/sql.ts'

/** What patrons were told, or will be, goes with them. */
export const fuseMessages = (to: string, patron_ids: readonly string[]): Query =>
  sql`update messaging.message set library_id = ${to} where patron_id = any (${patron_ids}::bigint[])`
