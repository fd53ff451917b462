import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'

/** Whose account a payment stands on, to lock it: a statement in brackets. */
export const payerOf = (payment_id: string): Query =>
  sql`(select a.patron_id from finance.entry e join finance.account a on a.account_id = e.account_id
        where e.payment_id = ${payment_id} limit 1)`

/** What a payment or a payout consists of; the lines that book it back carry its id as well. */
const standing = sql`e.kind in ('payment', 'payout', 'credit', 'rounding')`

export const PaymentLine = Type.Object({ entry_id: Id, reversed: Type.Boolean() })
export const paymentLines = (payment_id: string): Query =>
  sql`
    select e.entry_id, exists (select from finance.entry r where r.reverses = e.entry_id) as reversed
      from finance.entry e where e.payment_id = ${payment_id} and ${standing}`

/** Books every line of a payment or a payout back by the same method, so that the till of that day shows both. */
export const bookBack = (ctx: StaffCtx, payment_id: string, reason: string): Query =>
  sql`
    insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, reverses, payment_id, method,
      at, on_day, staff_id, branch_id, workstation_id, reason)
    select e.library_id, e.account_id, 'reversal', e.charge_kind, -e.amount_cents, e.charge_id, e.entry_id, e.payment_id, e.method,
           ${booking(ctx)}, ${reason}
      from finance.entry e where e.payment_id = ${payment_id} and ${standing}`
