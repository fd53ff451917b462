import { type Query, sql } from '../../../base/sql.ts'

/** A missing item that turns up is in use again. */
export const itemFoundQuery = (item_id: string): Query =>
  sql`update inventory.item set state = 'in_use' where item_id = ${item_id} and state = 'missing'`
