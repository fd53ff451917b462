import type { Account } from '@kaft/contract'
import type { Static } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { heldDeposits } from '../return-deposit/return-deposit.store.ts'
import { Entry, Held, Owner, openLines, ownerFacts, pastLines } from './read-account.store.ts'

/** What finance is given from above, since it may not look up. */
export interface FinanceWiring {
  /** What the late loans of a patron would cost if they came back now, in cents. Without it: nothing runs. */
  readonly runningFines?: (ctx: StaffCtx, patron_id: string) => Promise<number>
}

/**
 * Open charges (oldest first), past lines (newest first, at most 300), balance, and what is still running.
 * @returns `patron_unknown` where the patron is not in scope
 */
export async function readAccount(
  ctx: StaffCtx,
  patron_id: string,
  wiring: FinanceWiring,
): Promise<Static<typeof Account> | Refusal> {
  const account = await transact(ctx, async tx => {
    const [owner, open, past, deposits] = await tx.first([
      ownerFacts(patron_id),
      openLines(patron_id),
      pastLines(patron_id),
      heldDeposits(patron_id),
    ])
    const found = oneOf(Owner, owner ?? [])
    tx.seen(found?.patron_id ?? null, found ? 'seen' : 'refused')
    return (
      found && {
        found,
        open: allOf(Entry, open ?? []),
        past: allOf(Entry, past ?? []),
        deposits: allOf(Held, deposits ?? []),
      }
    )
  })
  if (!account) return refuse('patron_unknown')
  return {
    balance_cents: account.found.balance_cents,
    open: account.open,
    past: account.past,
    credit_cents: account.found.credit_cents,
    deposits: account.deposits,
    running_cents: (await wiring.runningFines?.(ctx, patron_id)) ?? 0,
  }
}
