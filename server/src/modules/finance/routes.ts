import * as op from '@kaft/contract'
import type { OkOf } from '@kaft/contract'
import type { Static } from 'typebox'
import { isRefusal, type StaffCtx } from '../../base/ctx.ts'
import { type Answer, on, type RefusedByRules, type Route } from '../../base/route.ts'
import type { BookedLine } from './ledger/booked.ts'
import { addCharge } from './add-charge/add-charge.ts'
import { applyCredit } from './credit/apply-credit.ts'
import { payOutCredit } from './credit/pay-out-credit.ts'
import { type FinanceWiring, readAccount } from './read-account/read-account.ts'
import { type Paid, receivePayment } from './receive-payment/receive-payment.ts'
import { returnDeposit } from './return-deposit/return-deposit.ts'
import { reversePayment } from './reverse-payment/reverse-payment.ts'
import { takeBackEntry } from './take-back/take-back.ts'
import { waiveCharge } from './waive-charge/waive-charge.ts'

const isRefused = (said: object): said is RefusedByRules => 'findings_refused' in said

/** What is answered after a command: its stored answer names only the patron, so the account is read anew, also when it is repeated. */
function accountsAfter(wiring: FinanceWiring) {
  const account = async <T extends { patron_id: string }>(
    ctx: StaffCtx,
    said: Answer<T>,
  ): Promise<Answer<Static<typeof op.Account>>> =>
    isRefusal(said) || isRefused(said) ? said : readAccount(ctx, said.patron_id, wiring)

  /** With the line that was booked, so that it can be taken back. */
  const booked = async (
    ctx: StaffCtx,
    said: Answer<BookedLine>,
  ): Promise<Answer<OkOf<typeof op.addCharge>>> => {
    if (isRefusal(said) || isRefused(said)) return said
    const now = await readAccount(ctx, said.patron_id, wiring)
    return isRefusal(now) ? now : { ...now, entry_id: said.entry_id }
  }

  /** With the money that changed hands. */
  const paid = async (ctx: StaffCtx, said: Answer<Paid>): Promise<Answer<OkOf<typeof op.receivePayment>>> => {
    if (isRefusal(said) || isRefused(said)) return said
    const now = await readAccount(ctx, said.patron_id, wiring)
    if (isRefusal(now)) return now
    const { payment_id, paid_cents, rounding_cents } = said
    return { payment_id, paid_cents, rounding_cents, account: now }
  }
  return { account, booked, paid }
}

/** The operations of money. `runningFines` comes from the floor above: what late loans cost until now. */
export function financeRoutes(wiring: FinanceWiring = {}): readonly Route[] {
  const after = accountsAfter(wiring)
  return [
    on(op.readAccount, (ctx, { params }) => readAccount(ctx, params.patron_id, wiring)),
    on(op.myAccount, ctx => readAccount(ctx, ctx.actor.reader.patron_id, wiring)),
    on(op.addCharge, async (ctx, { params, body }) =>
      after.booked(ctx, await addCharge(ctx, params.patron_id, body)),
    ),
    on(op.receivePayment, async (ctx, { params, body }) =>
      after.paid(ctx, await receivePayment(ctx, params.patron_id, body)),
    ),
    on(op.payOutCredit, async (ctx, { params, body }) =>
      after.paid(ctx, await payOutCredit(ctx, params.patron_id, body)),
    ),
    on(op.returnDeposit, async (ctx, { params, body }) =>
      after.paid(ctx, await returnDeposit(ctx, params.entry_id, body)),
    ),
    on(op.reversePayment, async (ctx, { params, body }) =>
      after.account(ctx, await reversePayment(ctx, params.payment_id, body)),
    ),
    on(op.applyCredit, async (ctx, { params, body }) =>
      after.booked(ctx, await applyCredit(ctx, params.patron_id, body)),
    ),
    on(op.takeBackEntry, async (ctx, { params, body }) =>
      after.account(ctx, await takeBackEntry(ctx, params.entry_id, body)),
    ),
    on(op.waiveCharge, async (ctx, { params, body }) =>
      after.booked(ctx, await waiveCharge(ctx, params.entry_id, body)),
    ),
  ]
}
