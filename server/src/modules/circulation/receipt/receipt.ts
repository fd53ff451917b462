import type { OkOf, receipt as receiptOp } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { Head, Hours, hoursQuery, Lent, Returned, receiptQueries, SettledLine } from './receipt.store.ts'

/** What a receipt prints of this session: titles, due days, and what was settled; the card's last digits, no name (P105). */
export function receipt(
  ctx: StaffCtx,
  ask: { patron_id: string; since?: string },
): Promise<OkOf<typeof receiptOp> | Refusal> {
  const since = ask.since ?? ctx.now.subtract({ hours: 12 }).toString()
  const { branch_id } = ctx.actor
  return transact(ctx, async tx => {
    const [heads, lent, returned, settled, hours] = await tx.first([
      ...receiptQueries({ patron_id: ask.patron_id, since, until: 'infinity' }),
      hoursQuery(branch_id),
    ])
    const head = oneOf(Head, heads ?? [])
    tx.seen(head ? ask.patron_id : null, head ? 'seen' : 'refused')
    if (!head) return refuse('patron_unknown')
    return {
      library: ctx.actor.library_name,
      branch: ctx.actor.branch_name,
      at: ctx.now.toString(),
      ...head,
      lent: allOf(Lent, lent ?? []),
      returned: allOf(Returned, returned ?? []),
      hours: allOf(Hours, hours ?? []).map(h => h.line),
      settled: allOf(SettledLine, settled ?? []),
    }
  })
}
