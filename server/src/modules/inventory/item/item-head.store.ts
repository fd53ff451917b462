import { ItemHead } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export { ItemHead }
export const ItemFound = Type.Object({ ...ItemHead.properties, status: Type.String() })

const heads = sql`
  select i.item_id, i.barcode, i.library_id, i.title_id, t.title, t.author, t.language, i.item_type, i.branch_id, b.name as branch_name,
         i.shelf, i.call_number, i.note, case when i.state <> 'in_use' then i.state else coalesce(s.status, 'available') end as status
    from inventory.item i join cataloguing.title t on t.title_id = i.title_id join organisation.branch b on b.branch_id = i.branch_id
    left join circulation.item_status s on s.item_id = i.item_id`

/** Items with a barcode, of whichever library, those of the own one first. */
export const itemsByBarcode = (barcode: string, own_library: string): Query =>
  sql`${heads} where i.barcode = ${barcode} order by i.library_id <> ${own_library}, i.library_id limit 50`
export const itemById = (item_id: string): Query => sql`${heads} where i.item_id = ${item_id}`
