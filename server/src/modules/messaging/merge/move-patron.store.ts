import { type Query, sql } from '../../../base/sql.ts'

/** The messages of a patron, as statements that move them and answer rows `{ id }`. */
export const messagingMoves = [
  {
    of: 'messages',
    move: (from: string, to: string): Query =>
      sql`update messaging.message set patron_id = ${to} where patron_id = ${from} returning message_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update messaging.message set patron_id = ${to} where message_id = any (${ids}::bigint[])`,
  },
  {
    of: 'address_lists',
    move: (from: string, to: string): Query =>
      sql`update messaging.address_list_row set patron_id = ${to} where patron_id = ${from} returning row_id::text as id`,
    back: (ids: readonly string[], to: string): Query =>
      sql`update messaging.address_list_row set patron_id = ${to} where row_id = any (${ids}::bigint[])`,
  },
] as const
