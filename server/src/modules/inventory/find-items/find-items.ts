import type { findItems as op, OkOf } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { ItemFound, itemsByBarcode } from '../item/item-head.store.ts'

/** The items that bear a barcode. Old local codes repeat between libraries, so there may be several. */
export async function findItems(ctx: StaffCtx, ask: { readonly barcode: string }): Promise<OkOf<typeof op>> {
  const [rows = []] = await read(ctx, [itemsByBarcode(ask.barcode.trim(), ctx.actor.library_id)])
  return { rows: allOf(ItemFound, rows) }
}
