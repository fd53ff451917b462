import * as op from '@kaft/contract'
import type { OkOf } from '@kaft/contract'
import type { Static } from 'typebox'
import { isRefusal, type StaffCtx } from '../../base/ctx.ts'
import { type Answer, on, type RefusedByRules, type Route } from '../../base/route.ts'
import { addCharge } from './add-charge/add-charge.ts'
import { applyCredit } from './credit/apply-credit.ts'
import { payOutCredit } from './credit/pay-out-credit.ts'
import { type FinanceWiring, readAccount } from './read-account/read-account.ts'
import { type Paid, receivePayment } from './receive-payment/receive-payment.ts'
import { returnDeposit } from './return-deposit/return-deposit.ts'
import { reversePayment } from './reverse-payment/reverse-payment.ts'
import { waiveCharge } from './waive-charge/waive-charge.ts'

const isRefused = (said: object): said is RefusedByRules => 'findings_refused' in said

/** The operations of money. `runningFines` comes from the floor above: what late loans cost until now. */
export function financeRoutes(wiring: FinanceWiring = {}): readonly Route[] {
  /** A command's stored answer names only the patron; the account is read anew, also when the command is repeated. */
  const accountAfter = async <T extends { patron_id: string }>(
    ctx: StaffCtx,
    said: Answer<T>,
  ): Promise<Answer<Static<typeof op.Account>>> =>
    isRefusal(said) || isRefused(said) ? said : readAccount(ctx, said.patron_id, wiring)

  /** Money that changed hands, with the account as it stands then. */
  const paidAfter = async (
    ctx: StaffCtx,
    said: Answer<Paid>,
  ): Promise<Answer<OkOf<typeof op.receivePayment>>> => {
    if (isRefusal(said) || isRefused(said)) return said
    const account = await readAccount(ctx, said.patron_id, wiring)
    if (isRefusal(account)) return account
    const { payment_id, paid_cents, rounding_cents } = said
    return { payment_id, paid_cents, rounding_cents, account }
  }

  return [
    on(op.readAccount, (ctx, { params }) => readAccount(ctx, params.patron_id, wiring)),
    on(op.myAccount, ctx => readAccount(ctx, ctx.actor.reader.patron_id, wiring)),
    on(op.addCharge, async (ctx, { params, body }) =>
      accountAfter(ctx, await addCharge(ctx, params.patron_id, body)),
    ),
    on(op.receivePayment, async (ctx, { params, body }) =>
      paidAfter(ctx, await receivePayment(ctx, params.patron_id, body)),
    ),
    on(op.payOutCredit, async (ctx, { params, body }) =>
      paidAfter(ctx, await payOutCredit(ctx, params.patron_id, body)),
    ),
    on(op.returnDeposit, async (ctx, { params, body }) =>
      paidAfter(ctx, await returnDeposit(ctx, params.entry_id, body)),
    ),
    on(op.reversePayment, async (ctx, { params, body }) =>
      accountAfter(ctx, await reversePayment(ctx, params.payment_id, body)),
    ),
    on(op.applyCredit, async (ctx, { params, body }) =>
      accountAfter(ctx, await applyCredit(ctx, params.patron_id, body)),
    ),
    on(op.waiveCharge, async (ctx, { params, body }) =>
      accountAfter(ctx, await waiveCharge(ctx, params.entry_id, body)),
    ),
  ]
}
