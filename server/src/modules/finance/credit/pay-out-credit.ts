import type { BodyOf, payOutCredit as op } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { cashRounding } from '../../../base/money.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { lockAccountOf } from '../ledger/ledger.store.ts'
import { roundCashSetting } from '../receive-payment/receive-payment.store.ts'
import { type Paid, roundsCash } from '../receive-payment/receive-payment.ts'
import { creditFacts, openCharges, Owned } from './apply-credit.store.ts'
import { bookPayout } from './pay-out-credit.store.ts'

/**
 * Gives a patron back what they paid for something that fell away. What is open is settled first, so that nobody is
 * handed money that they owe. Only the library that owes it pays it out; it is booked back as a payment is.
 * @returns `nothing_to_pay`, `amount_too_high`, `credit_settles_first` or `patron_not_own` where it cannot be
 */
export const payOutCredit = (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Paid | Refusal | RefusedByRules> =>
  once<Paid>(
    ctx,
    { ...body, patron_id },
    {
      facts: [lockAccountOf(patron_id), creditFacts(patron_id), openCharges(patron_id), roundCashSetting],
      decide: ([, found = [], open = [], setting = []], tx) => {
        const owner = oneOf(Owned, found)
        tx.seen(owner?.patron_id ?? null, owner ? 'seen' : 'refused')
        if (!owner) return refuse('patron_unknown')
        if (owner.library_id !== ctx.actor.library_id) return refuse('patron_not_own')
        const { credit_cents, library_id } = owner
        if (credit_cents <= 0) return refuse('nothing_to_pay')
        const amount = body.amount_cents ?? credit_cents
        if (amount > credit_cents) return refuse('amount_too_high', { open_cents: credit_cents })
        if (open.length > 0) return refuse('credit_settles_first')
        const { method, reason } = body
        const rounding_cents = method === 'cash' && roundsCash(setting) ? cashRounding(amount) : 0
        const paid_cents = amount + rounding_cents
        const payment_id = uuid7(ctx.now)
        const payout = { library_id, patron_id, payment_id, method, reason, paid_cents }
        return {
          effects: [bookPayout(ctx, { ...payout, rounding_cents: -rounding_cents })],
          answer: () => ({ patron_id, payment_id, paid_cents, rounding_cents }),
        }
      },
    },
  )
