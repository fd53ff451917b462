import type { Ask, OkOf, removePurchaseAsker as removeOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { deleteAsker, HeldAsker, lockAsker } from './askers.store.ts'

/** Takes a reader off a suggestion, whatever became of either; `not_found` where they do not stand there. */
export const removePurchaseAsker = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof removeOp>,
): Promise<Answer<OkOf<typeof removeOp>>> => {
  const { patron_id } = body
  return once<OkOf<typeof removeOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockAsker(ctx.actor.library_id, { ...params, patron_id })],
      decide: ([held = []], tx) => {
        const asker = oneOf(HeldAsker, held)
        tx.seen(asker?.patron_id ?? null, asker ? 'seen' : 'refused')
        return asker === null
          ? refuse('not_found')
          : { effects: [deleteAsker(asker.asker_id)], answer: () => ({ ...params, patron_id }) }
      },
    },
  )
}
