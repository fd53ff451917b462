import type { BodyOf, OkOf, setShelfOrder as setOp, shelfOrder as orderOp } from '@kaft/contract'
import { Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { code128 } from '../../../base/barcode.ts'
import { once } from '../../../base/command.ts'
import type { Refusal, StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { lockOrder, shelvesQuery, storeOrder } from './shelf-order.store.ts'

const ShelfRow = Type.Object({
  shelf: Type.String(),
  items: Type.Integer(),
  label: Nullable(Type.String()),
  placed: Type.Boolean(),
})

/** The shelves of this branch along the way that was set once. */
export async function shelfOrder(ctx: StaffCtx): Promise<OkOf<typeof orderOp>> {
  const [rows] = await read(ctx, [shelvesQuery(ctx.actor.branch_id)])
  const shelves = allOf(ShelfRow, rows ?? [])
  return {
    set: shelves.some(one => one.placed),
    rows: shelves.map(({ shelf, items, label }) => ({
      shelf,
      items,
      label,
      bars: label === null ? [] : [...code128(label)],
    })),
  }
}

/** Sets the whole order; a shelf that stands in it twice keeps its first place. */
export function setShelfOrder(
  ctx: StaffCtx,
  ask: BodyOf<typeof setOp>,
): Promise<OkOf<typeof setOp> | Refusal | RefusedByRules> {
  const shelves = [...new Set(ask.shelves)]
  return once(ctx, ask, {
    facts: [lockOrder(ctx.actor.branch_id)],
    decide: () => ({
      effects: [storeOrder(ctx, shelves)],
      answer: () => ({ shelves: shelves.length }),
    }),
  })
}
