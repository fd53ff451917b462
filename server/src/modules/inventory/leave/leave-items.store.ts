import { Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const LeavingItem = Type.Object({ item_id: Id, barcode: Type.String(), title_id: Id })
export type LeavingItem = Static<typeof LeavingItem>
/** The next items of a library, held, in the order of the one index that begins with the library. */
export const leavingItems = (library_id: string, after: string, most: number): Query => sql`
  select i.item_id, i.barcode, i.title_id from inventory.item i where i.library_id = ${library_id} and i.barcode > ${after}
   order by i.barcode limit ${most} for update of i`

/** Items go with all that was noted of their state; two rows of `{ gone }`, of the conditions and of the items. */
export const removeItems = (item_ids: readonly string[]): readonly Query[] => [
  sql`with gone as (delete from inventory.item_condition where item_id = any (${item_ids}::bigint[]) returning 1) select count(*)::integer as gone from gone`,
  sql`with gone as (delete from inventory.item where item_id = any (${item_ids}::bigint[]) returning 1) select count(*)::integer as gone from gone`,
]

/** An item that a loan of another library still names stays, withdrawn and without what was written about it. */
export const emptyItems = (item_ids: readonly string[]): Query =>
  sql`update inventory.item set state = 'withdrawn', note = null, note_ask = false, shelf = null, call_number = null, price_cents = null
       where item_id = any (${item_ids}::bigint[])`
