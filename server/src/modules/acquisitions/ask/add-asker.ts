import type { addPurchaseAsker as addOp, Ask, OkOf } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { changeOwn } from '../../patrons/index.ts'
import { HeldPurchase, lockPurchase } from '../read/read-purchases.store.ts'
import { namedUntil } from './askers.rules.ts'
import { Added, insertAsker, Standing, standingOf } from './askers.store.ts'

/**
 * Notes that a reader of the own library asked for it. Whatever the state of the suggestion, so that a removal can be taken back.
 * @returns `added` is false where they stood there already; then it counts as asked anew
 */
export const addPurchaseAsker = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof addOp>,
): Promise<Answer<OkOf<typeof addOp>>> => {
  const { library_id } = ctx.actor
  const [{ suggestion_id }, { patron_id }] = [params, body]
  return changeOwn<OkOf<typeof addOp>>(
    ctx,
    {
      patron_id,
      body: { ...body, ...params },
      facts: [lockPurchase(library_id, suggestion_id), standingOf(patron_id)],
    },
    (_, [held = [], standing = []]) => {
      const before = oneOf(HeldPurchase, held)
      if (before === null) return refuse('not_found')
      const { limited, merged } = shaped(Standing, standing[0])
      if (merged) return refuse('patron_unknown')
      if (limited) return refuse('processing_restricted')
      const until = namedUntil(before.state, dayOf(ctx.now))
      return {
        effects: [insertAsker({ library_id, suggestion_id, patron_id, at: ctx.now.toString(), until })],
        answer: ([made = []]) => ({ suggestion_id, patron_id, ...shaped(Added, made[0]) }),
      }
    },
  )
}
