import type { BodyOf, returnDeposit as op } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { lockAccountOf } from '../ledger/ledger.store.ts'
import { roundsCash } from '../receive-payment/receive-payment.ts'
import type { Paid } from '../receive-payment/receive-payment.ts'
import { roundCashSetting } from '../receive-payment/receive-payment.store.ts'
import { ownerOfCharge } from '../waive-charge/waive-charge.store.ts'
import { returnOf } from './return-deposit.rules.ts'
import { bookReturn, Deposit, depositFacts } from './return-deposit.store.ts'

/**
 * Gives a deposit back as what it is: neither a correction of the payment nor a gift. The library that holds it gives
 * it back; booking the payout back (`reversePayment`) puts the deposit as it was.
 * @returns `charge_unknown` for what is no deposit, `nothing_to_pay` where nothing is held
 */
export const returnDeposit = (
  ctx: StaffCtx,
  entry_id: string,
  body: BodyOf<typeof op>,
): Promise<Paid | Refusal | RefusedByRules> =>
  once<Paid>(
    ctx,
    { ...body, entry_id },
    {
      facts: [lockAccountOf(ownerOfCharge(entry_id)), depositFacts(entry_id), roundCashSetting],
      decide: ([, found, setting], tx) => {
        const deposit = oneOf(Deposit, found ?? [])
        tx.seen(deposit?.patron_id ?? null, deposit ? 'seen' : 'refused')
        if (!deposit) return refuse('charge_unknown')
        const { library_id, patron_id } = deposit
        if (library_id !== ctx.actor.library_id) return refuse('patron_not_own')
        if (deposit.held_cents <= 0) return refuse('nothing_to_pay')
        const { method } = body
        const payment_id = uuid7(ctx.now)
        const returned = returnOf(deposit, method === 'cash' && roundsCash(setting ?? []))
        const { paid_cents, rounding_cents, lines } = returned
        return {
          effects: [bookReturn(ctx, { deposit, payment_id, method, lines })],
          answer: () => ({ patron_id, payment_id, paid_cents, rounding_cents }),
        }
      },
    },
  )
