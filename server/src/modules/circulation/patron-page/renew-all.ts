import type { DeskAnswer } from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { emptyAnswer } from '../answer/answer.ts'
import { patronSeen } from '../facts/patron-facts.store.ts'
import { renew } from '../renew/renew.ts'
import { openLoanIds } from './patron-loans.store.ts'

const Row = Type.Object({ loan_id: Type.String() })
const Known = Type.Object({ patron_id: Type.String() })

/**
 * Renews every loan of a patron that may be renewed, with a result for each. Each renewal stands by itself: what one
 * refuses does not hold up the others, and a repeat renews nothing twice, since its ids follow from the first.
 */
export async function renewAll(
  ctx: StaffCtx,
  ask: { patron_id: string; command_id: string; occurred_at?: string },
): Promise<{ rows: DeskAnswer[] } | Refusal> {
  const { patrons, loans } = await transact(ctx, async tx => {
    const [known, rows] = await tx.first([patronSeen(ask.patron_id), openLoanIds(ask.patron_id)])
    return { patrons: allOf(Known, known ?? []), loans: allOf(Row, rows ?? []) }
  })
  if (patrons.length === 0) return refuse('patron_unknown')
  const rows: DeskAnswer[] = []
  for (const { loan_id } of loans) {
    const answer = await renew(ctx, { command_id: derived(ask.command_id, loan_id), loan_id })
    rows.push(isRefusal(answer) ? emptyAnswer : answer)
  }
  return { rows }
}

/** A uuid of version 7 that follows from the command and the loan. */
function derived(command_id: string, loan_id: string): string {
  const tail = BigInt(loan_id).toString(16).padStart(12, '0').slice(-12)
  return `${command_id.slice(0, 24)}${tail}`
}
