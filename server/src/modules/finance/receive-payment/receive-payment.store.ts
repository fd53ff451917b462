import { Cents, Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'
import type { PaidLine } from './receive-payment.rules.ts'

export const Charge = Type.Object({
  entry_id: Id,
  library_id: Id,
  account_id: Id,
  charge_kind: Type.String(),
  open_cents: Cents,
})

/** The charges asked for that stand on this patron's account, oldest first, settled ones included. */
export const chargesToPay = (patron_id: string, entry_ids: readonly string[]): Query =>
  sql`
    select e.entry_id, a.library_id, e.account_id, e.charge_kind, (e.amount_cents + coalesce(
             (select sum(s.amount_cents) from finance.entry s where s.charge_id = e.entry_id), 0))::integer as open_cents
      from finance.entry e join finance.account a on a.account_id = e.account_id
     where a.patron_id = ${patron_id} and e.kind = 'charge' and e.entry_id = any(${entry_ids}::bigint[])
     order by e.at, e.entry_id`

/** Whether the library whose till receives the money rounds cash; no row where it never chose. */
export const RoundCash = Type.Object({ value: Type.Unknown() })
export const roundCashSetting = sql`
  select value from organisation.setting
   where library_id = (select organisation.own_library()) and key = 'finance.round_cash'`

export interface NewPayment {
  readonly library_id: string
  readonly account_id: string
  readonly payment_id: string
  readonly method: string
  readonly lines: readonly PaidLine[]
}
/** Every line of a payment in one statement. Rounding carries the payment's id and method too: it is part of it. */
export const bookPayment = (ctx: StaffCtx, p: NewPayment): Query =>
  sql`
    insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, payment_id, method,
      at, on_day, staff_id, branch_id, workstation_id)
    select ${p.library_id}::bigint, coalesce((select c.account_id from finance.entry c where c.entry_id = l.charge_id), ${p.account_id}::bigint), l.kind, l.charge_kind, l.amount_cents, l.charge_id,
           ${p.payment_id}::uuid, ${p.method}, ${booking(ctx)}
      from unnest(${p.lines.map(l => l.kind)}::text[], ${p.lines.map(l => l.charge_kind)}::text[],
                  ${p.lines.map(l => l.amount_cents)}::integer[], ${p.lines.map(l => l.charge_id)}::bigint[])
           as l(kind, charge_kind, amount_cents, charge_id)`
