import type { BodyOf, declareLost as op, ItemOutcome, lostLoss as lossOp, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { commandOf } from '../answer/command.ts'
import { type KeptOutcome, outcomeOf } from '../answer/outcome.ts'
import { lockItem } from '../facts/item-facts.store.ts'
import { lockPatron } from '../facts/patron-facts.store.ts'
import { itemOfLoan, patronOfLoan } from '../renew/renew.store.ts'
import { type Losing, loseEffects, lossOf, lostOutcome, openLossOf, openLossQueries } from './lose-loan.ts'

/**
 * The patron says that it is lost: the loan ends, material and processing are charged, and the fine that ran until
 * today where the library wants it.
 * @returns what was charged, or `not_on_loan`
 */
export async function declareLost(
  ctx: StaffCtx,
  ask: BodyOf<typeof op> & { readonly loan_id: string },
): Promise<ItemOutcome | Refusal | RefusedByRules> {
  const { loan_id } = ask
  const { at } = commandOf(ctx, ask)
  const done = await once<KeptOutcome>(ctx, ask, {
    facts: [
      lockPatron(patronOfLoan(loan_id)),
      lockItem(itemOfLoan(loan_id)),
      ...openLossQueries(loan_id, ctx.actor.library_id, dayOf(ctx.now)),
    ],
    decide: async ([, , ...rows], tx) => {
      const found = openLossOf(rows)
      if (!found) return refusedBy([{ code: 'not_on_loan', weight: 'stop', about: {} }])
      if (found.person) tx.seen(found.person.patron_id)
      const on = dayOf(at)
      const loss = await lossOf(ctx, tx, found, on)
      const losing: Losing = { found, loss, event_id: uuid7(ctx.now), at, on, reason: null }
      return { effects: loseEffects(ctx, losing), answer: () => lostOutcome(losing) }
    },
  })
  return outcomeOf(ctx, done)
}

/** What would be charged now, before anybody says that it is lost. */
export const lostLoss = (ctx: StaffCtx, loan_id: string): Promise<OkOf<typeof lossOp> | Refusal> =>
  transact(ctx, async tx => {
    const found = openLossOf(await tx.first(openLossQueries(loan_id, ctx.actor.library_id, dayOf(ctx.now))))
    if (!found?.person) {
      tx.seen(null, 'refused')
      return refuse('not_found')
    }
    tx.seen(found.person.patron_id)
    const { price_from, charges } = await lossOf(ctx, tx, found, dayOf(ctx.now))
    return { price_from, charges: [...charges] }
  })
