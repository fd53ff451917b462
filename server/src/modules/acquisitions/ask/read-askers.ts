import type { OkOf, purchaseAskers as readOp } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { PurchaseHere, purchaseHere } from '../read/read-purchases.store.ts'
import { askersOf, PurchaseAsker } from './askers.store.ts'

/** Who asked for a suggestion of the own library: names, so each of them stands in the access log. */
export const purchaseAskers = (
  ctx: StaffCtx,
  suggestion_id: string,
): Promise<Answer<OkOf<typeof readOp>>> =>
  transact(ctx, async tx => {
    const { library_id } = ctx.actor
    const [found = [], rows = []] = await tx.first([
      purchaseHere(library_id, suggestion_id),
      askersOf(library_id, { suggestion_id, today: dayOf(ctx.now) }),
    ])
    if (oneOf(PurchaseHere, found) === null) return refuse('not_found')
    const all = allOf(PurchaseAsker, rows)
    for (const { patron_id } of all) tx.seen(patron_id)
    await tx.last([])
    return { rows: all }
  })
