import type { receivePayment as op, BodyOf } from '@kaft/contract'
import { Id, settings } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import { sumCents } from '../../../base/money.ts'
import { once } from '../../../base/command.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, matches, oneOf } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { lockAccountOf } from '../ledger/ledger.store.ts'
import { dividePayment } from './receive-payment.rules.ts'
import { bookPayment, Charge, chargesToPay, RoundCash, roundCashSetting } from './receive-payment.store.ts'

const Owner = Type.Object({ patron_id: Id })

/** What a payment did; kept as the answer of the command. */
export interface Paid {
  readonly patron_id: string
  readonly payment_id: string
  readonly paid_cents: number
  readonly rounding_cents: number
}

/** Whether the library of the till rounds cash: the row of `roundCashSetting`. */
export const roundsCash = (rows: readonly Row[]): boolean => {
  const rule = settings['finance.round_cash']
  const value = oneOf(RoundCash, rows)?.value
  return (matches(rule.value, value) ? value : rule.default) as boolean
}

/**
 * Receives money for charges of one patron, oldest first. The account is locked before what is open is read, so two
 * desks that are paid for the same charge never both book it.
 */
export const receivePayment = (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Paid | Refusal | RefusedByRules> =>
  once<Paid>(
    ctx,
    { ...body, patron_id },
    {
      facts: [lockAccountOf(patron_id), chargesToPay(patron_id, body.entry_ids), roundCashSetting],
      decide: ([locked, found, setting], tx) => {
        const owner = oneOf(Owner, locked ?? [])
        tx.seen(owner?.patron_id ?? null, owner ? 'seen' : 'refused')
        if (!owner) return refuse('patron_unknown')
        const charges = allOf(Charge, found ?? [])
        const [first] = charges
        if (!first || charges.length !== body.entry_ids.length) return refuse('charge_unknown')
        const open_cents = sumCents(charges.map(c => Math.max(0, c.open_cents)))
        if (open_cents === 0) return refuse('nothing_to_pay')
        const amount = body.amount_cents ?? open_cents
        if (amount > open_cents) return refuse('amount_too_high', { open_cents })
        const payment = dividePayment(charges, amount, body.method === 'cash' && roundsCash(setting ?? []))
        const payment_id = uuid7(ctx.now)
        const { library_id, account_id } = first
        const { paid_cents, rounding_cents, lines } = payment
        return {
          effects: [bookPayment(ctx, { library_id, account_id, payment_id, method: body.method, lines })],
          answer: () => ({ patron_id, payment_id, paid_cents, rounding_cents }),
        }
      },
    },
  )
