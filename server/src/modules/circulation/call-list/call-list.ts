import type { callList as listOp, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { CallRow, callsOf, dropCall, noteCall, ReadyHere, readyHere } from './call-list.store.ts'

/** Readers to be called: names and numbers, so each of them stands in the access log. */
export const callList = (ctx: StaffCtx): Promise<OkOf<typeof listOp>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([callsOf(ctx.actor.branch_id, dayOf(ctx.now))])
    const found = allOf(CallRow, rows)
    for (const row of found) tx.seen(row.patron_id)
    return { rows: found }
  })

/** Notes that a reader was called, or that this was said too soon. */
export async function markCalled(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly hold_id: string; readonly called: boolean },
): Promise<OkOf<typeof listOp> | Refusal | RefusedByRules> {
  const done = await once<{ hold_id: string }>(ctx, ask, {
    facts: [readyHere(ctx.actor.branch_id, ask.hold_id)],
    decide: ([rows = []], tx) => {
      const hold = oneOf(ReadyHere, rows)
      tx.seen(hold?.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold) return refuse('not_found')
      return {
        effects: [ask.called ? noteCall(ctx, hold) : dropCall(hold)],
        answer: () => ({ hold_id: hold.hold_id }),
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : callList(ctx)
}
