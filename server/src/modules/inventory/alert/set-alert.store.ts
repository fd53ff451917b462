import { type Query, sql } from '../../../base/sql.ts'

export const lockOwn = (item_id: string, library_id: string): Query =>
  sql`select item_id from inventory.item where item_id = ${item_id} and library_id = ${library_id} for no key update`
export const alertQuery = (
  item_id: string,
  a: { readonly note: string | null; readonly note_when: string; readonly note_ask: boolean },
): Query =>
  sql`update inventory.item set note = ${a.note}, note_when = ${a.note_when}, note_ask = ${a.note_ask} where item_id = ${item_id}`
