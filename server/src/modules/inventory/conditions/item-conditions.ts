import type { itemConditions as op, OkOf, quickAdded as quickOp } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { ItemFound, itemById } from '../item/item-head.store.ts'
import {
  careQuery,
  Condition,
  conditionsQuery,
  ItemCare,
  QuickRow,
  quickAddedQuery,
} from './conditions.store.ts'

/** How an item is, and what it went through: when and what, never who. */
export async function itemConditions(ctx: StaffCtx, item_id: string): Promise<OkOf<typeof op> | Refusal> {
  const [cares = [], heads = [], rows = []] = await read(ctx, [
    careQuery(item_id),
    itemById(item_id),
    conditionsQuery(item_id),
  ])
  const care = oneOf(ItemCare, cares)
  if (!care) return refuse('item_unknown')
  const { status: _, ...item } = shaped(ItemFound, heads[0])
  return { item, ...care, rows: allOf(Condition, rows) }
}

/** What was added at the desk and waits for the cataloguer. */
export async function quickAdded(
  ctx: StaffCtx,
  { provisional }: { readonly provisional: string },
): Promise<OkOf<typeof quickOp>> {
  const [rows = []] = await read(ctx, [quickAddedQuery(ctx.actor.library_id, provisional)])
  return { rows: allOf(QuickRow, rows) }
}
