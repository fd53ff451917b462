import type { Ask, decidePurchase as decideOp, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { namedAnew } from '../ask/askers.store.ts'
import { lockProposing } from '../propose/propose-purchase.store.ts'
import { HeldPurchase, lockPurchase } from '../read/read-purchases.store.ts'
import { decisionFault, opens } from './decide.rules.ts'
import { Moved, movePurchase } from './decide-purchase.store.ts'
import { openAlready } from './open-already.ts'

/** Accepts, declines, notes that it is ordered or came in, or goes a step back; each has its way back. */
export async function decidePurchase(
  ctx: StaffCtx,
  { params, body }: Ask<typeof decideOp>,
): Promise<Answer<OkOf<typeof decideOp>>> {
  const { library_id, staff_id } = ctx.actor
  const { suggestion_id } = params
  return once<OkOf<typeof decideOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockProposing(library_id), lockPurchase(library_id, suggestion_id)],
      decide: async ([, held = []], tx) => {
        const before = oneOf(HeldPurchase, held)
        const fault = decisionFault(before, body)
        if (fault !== null) return refuse(fault)
        if (before && opens(before.state, body.to) && (await openAlready(tx, library_id, suggestion_id)))
          return refuse('purchase_open_already')
        const declines = body.to === 'declined'
        const of = {
          suggestion_id,
          staff_id,
          at: ctx.now.toString(),
          to: body.to,
          reason: declines ? body.reason : null,
          says: declines ? body.says?.trim() || null : null,
        }
        return {
          effects: [movePurchase(of), namedAnew(suggestion_id, body.to, dayOf(ctx.now))],
          answer: ([moved = []]) => shaped(Moved, moved[0]),
        }
      },
    },
  )
}
