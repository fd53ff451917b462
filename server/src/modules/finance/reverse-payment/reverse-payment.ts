import type { reversePayment as op, BodyOf } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { once } from '../../../base/command.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { lockAccountOf } from '../ledger/ledger.store.ts'
import { bookBack, PaymentLine, payerOf, paymentLines } from './reverse-payment.store.ts'

const Owner = Type.Object({ patron_id: Id })

/** Books a whole payment back, rounding included; what it had settled is open again. */
export const reversePayment = (
  ctx: StaffCtx,
  payment_id: string,
  body: BodyOf<typeof op>,
): Promise<{ patron_id: string } | Refusal | RefusedByRules> =>
  once<{ patron_id: string }>(
    ctx,
    { ...body, payment_id },
    {
      facts: [lockAccountOf(payerOf(payment_id)), paymentLines(payment_id)],
      decide: ([locked, found], tx) => {
        const owner = oneOf(Owner, locked ?? [])
        tx.seen(owner?.patron_id ?? null, owner ? 'seen' : 'refused')
        const lines = allOf(PaymentLine, found ?? [])
        if (!owner || lines.length === 0) return refuse('payment_unknown')
        if (lines.some(l => l.reversed)) return refuse('already_reversed')
        return {
          effects: [bookBack(ctx, payment_id, body.reason)],
          answer: () => ({ patron_id: owner.patron_id }),
        }
      },
    },
  )
