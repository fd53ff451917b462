import type { ItemHead } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { itemHeadOf, itemHeadQuery } from '../answer/answer.store.ts'
import { ItemFacts, itemFacts, itemIs } from '../facts/item-facts.store.ts'
import { ownerOf, OwnerRow } from './self.store.ts'

/** An item as a machine may show it. Whose loan it is stays with the program. */
export interface SelfItem {
  readonly head: ItemHead
  readonly facts: ItemFacts
  /** The code of the library that owns it. */
  readonly owner: string
}
const ItemRow = Type.Object({ item: ItemFacts })

/** The one item that a barcode names, with all who wait for it, among the libraries that work together; null when it is none, or several. */
export const selfItem = (ctx: StaffCtx, barcode: string): Promise<SelfItem | null> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([
      itemFacts(itemIs({ barcode: barcode.trim() }), { day: dayOf(ctx.now), whole: true }),
    ])
    const [found, ...more] = allOf(ItemRow, rows)
    if (!found || more.length > 0) return null
    const { item_id } = found.item
    const [heads = [], owners = []] = await tx.more([itemHeadQuery(item_id), ownerOf(item_id)])
    const [head, owner] = [itemHeadOf(heads), oneOf(OwnerRow, owners)]
    return head && owner && { head, facts: found.item, owner: owner.code }
  })
