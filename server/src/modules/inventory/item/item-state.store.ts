import { type Query, sql } from '../../../base/sql.ts'

/** A missing item that turns up is in use again. */
export const itemFoundQuery = (item_id: string): Query =>
  sql`update inventory.item set state = 'in_use' where item_id = ${item_id} and state = 'missing'`

/** Items that nobody finds where they should be. */
export const itemMissingQuery = (item_ids: readonly string[]): Query =>
  sql`update inventory.item set state = 'missing' where item_id = any (${item_ids}::bigint[]) and state = 'in_use'`
