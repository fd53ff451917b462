import type { PatronHead } from '@kaft/contract'
import { ItemHead } from '@kaft/contract'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'

const ItemRow = ItemHead
/** What the desk says of an item; also of one that was withdrawn meanwhile. */
export const itemHeadQuery = (item_id: string): Query => sql`
  select i.item_id, i.barcode, i.library_id, i.title_id, t.title, t.author, i.item_type, i.branch_id, b.name as branch_name,
         i.shelf, i.call_number, i.note
    from inventory.item i join cataloguing.title t on t.title_id = i.title_id join organisation.branch b on b.branch_id = i.branch_id
   where i.item_id = ${item_id}`
export const itemHeadOf = (rows: readonly Row[]): ItemHead | null => oneOf(ItemRow, rows)
export type { PatronHead }
