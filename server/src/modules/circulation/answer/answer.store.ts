import { ItemHead } from '@kaft/contract'
import { Type } from 'typebox'
import type { Row } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'

export { nothing } from '../../../base/sql.ts'

const ItemRow = ItemHead
/** What the desk says of an item; also of one that was withdrawn meanwhile. */
export const itemHeadQuery = (item_id: string): Query => headsWhere(sql`i.item_id = ${item_id}`)
export const itemHeadsQuery = (item_ids: readonly string[]): Query =>
  headsWhere(sql`i.item_id = any (${item_ids}::bigint[])`)
const headsWhere = (is: Query): Query => sql`
  select i.item_id, i.barcode, i.library_id, i.title_id, t.title, t.author, t.language, i.item_type, i.branch_id, b.name as branch_name,
         i.shelf, i.call_number, i.note
    from inventory.item i join cataloguing.title t on t.title_id = i.title_id join organisation.branch b on b.branch_id = i.branch_id
   where ${is}`
export const itemHeadOf = (rows: readonly Row[]): ItemHead | null => oneOf(ItemRow, rows)

/** The same from facts that were read with names; null without. */
export const headOfFacts = ({ names, of_title, ...i }: ItemFacts): ItemHead | null =>
  names
    ? {
        item_id: i.item_id,
        barcode: i.barcode,
        library_id: i.library_id,
        title_id: i.title_id,
        item_type: i.item_type,
        branch_id: i.branch_id,
        shelf: i.shelf,
        call_number: i.call_number,
        note: i.note,
        language: of_title?.language ?? null,
        ...names,
      }
    : null

/** The name of the branch that an item goes to, and the code under which it waits there. */
export const Place = Type.Object({
  branch_name: Type.String(),
  hold_code: Type.Union([Type.String(), Type.Null()]),
})
export type Place = Type.Static<typeof Place>

/** The same from facts that were read with names, where the item goes home and serves nobody's hold; null otherwise. */
export const placeOfFacts = (
  { branch_id, names }: ItemFacts,
  goes: { readonly branch_id: string; readonly hold_id: string | null },
): Place | null =>
  names && goes.hold_id === null && goes.branch_id === branch_id
    ? { branch_name: names.branch_name, hold_code: null }
    : null

export const placeQuery = (goes: {
  readonly branch_id: string
  readonly hold_id: string | null
}): Query => sql`
  select b.name as branch_name, (select h.hold_code from circulation.hold h where h.hold_id = ${goes.hold_id}) as hold_code
    from organisation.branch b where b.branch_id = ${goes.branch_id}`
