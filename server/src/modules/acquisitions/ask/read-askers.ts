import type { OkOf, patronPurchases as patronOp, purchaseAskers as readOp } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { PurchaseHere, purchaseHere } from '../read/read-purchases.store.ts'
import { AskedFor, askedBy, askersOf, PurchaseAsker, Standing, standingOf } from './askers.store.ts'

/** Who asked for a suggestion of the own library: names, so each of them stands in the access log. */
export const purchaseAskers = (ctx: StaffCtx, suggestion_id: string): Promise<Answer<OkOf<typeof readOp>>> =>
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

/** What a reader asked the own library to buy; one who is seen here and is of another library asked nothing here. */
export const patronPurchases = (ctx: StaffCtx, patron_id: string): Promise<Answer<OkOf<typeof patronOp>>> =>
  transact(ctx, async tx => {
    const of = { patron_id, today: dayOf(ctx.now) }
    const [known = [], rows = []] = await tx.first([standingOf(patron_id), askedBy(ctx.actor.library_id, of)])
    const found = oneOf(Standing, known) !== null
    tx.seen(found ? patron_id : null, found ? 'seen' : 'refused')
    await tx.last([])
    return found ? { rows: allOf(AskedFor, rows) } : refuse('patron_unknown')
  })
