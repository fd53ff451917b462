import type { Ask, OkOf, withdrawPurchase as withdrawOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { namedAnew } from '../ask/askers.store.ts'
import { lockProposing } from '../propose/propose-purchase.store.ts'
import { HeldPurchase, lockPurchase } from '../read/read-purchases.store.ts'
import { withdrawalFault } from './decide.rules.ts'
import { lowerPurchase, Moved, type Moving, turnPurchase } from './decide-purchase.store.ts'
import { openAlready } from './open-already.ts'

const write = (of: Moving, today: Day, { what, copies, remark }: Ask<typeof withdrawOp>['body']): Query[] => {
  if (what === 'one') return [lowerPurchase(of, { copies, remark: remark?.trim() || null })]
  const to = what === 'all' ? 'withdrawn' : 'proposed'
  return [turnPurchase(of, to), namedAnew(of.suggestion_id, to, today)]
}

/** Withdraws what nobody decided yet, takes one proposal of several back, or brings back what was withdrawn. */
export async function withdrawPurchase(
  ctx: StaffCtx,
  { params, body }: Ask<typeof withdrawOp>,
): Promise<Answer<OkOf<typeof withdrawOp>>> {
  const { library_id, staff_id } = ctx.actor
  const { suggestion_id } = params
  return once<OkOf<typeof withdrawOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockProposing(library_id), lockPurchase(library_id, suggestion_id)],
      decide: async ([, held = []], tx) => {
        const fault = withdrawalFault(oneOf(HeldPurchase, held), body)
        if (fault !== null) return refuse(fault)
        if (body.what === 'back' && (await openAlready(tx, library_id, suggestion_id)))
          return refuse('purchase_open_already')
        return {
          effects: write({ suggestion_id, staff_id, at: ctx.now.toString() }, dayOf(ctx.now), body),
          answer: ([moved = []]) => shaped(Moved, moved[0]),
        }
      },
    },
  )
}
