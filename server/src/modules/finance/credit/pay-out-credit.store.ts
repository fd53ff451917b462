import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'

export interface NewPayout {
  readonly library_id: string
  readonly patron_id: string
  readonly payment_id: string
  readonly method: string
  readonly reason: string
  /** What leaves the till, and what rounding leaves out (or, negative, adds): together what the credit loses. */
  readonly paid_cents: number
  readonly rounding_cents: number
}
/** Money out of the till, and its rounding beside it: both stand free of any charge and carry the payment's id. */
export const bookPayout = (ctx: StaffCtx, p: NewPayout): Query => sql`
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, payment_id, method, at, on_day, staff_id,
    branch_id, workstation_id, reason)
  select ${p.library_id}::bigint, finance.account_of(${p.library_id}, ${p.patron_id}), l.kind, l.charge_kind, l.amount_cents,
         ${p.payment_id}::uuid, ${p.method}, ${booking(ctx)}, ${p.reason}
    from (values ('payout', 'other', ${p.paid_cents}::integer), ('rounding', 'rounding', ${p.rounding_cents}::integer))
      as l(kind, charge_kind, amount_cents) where l.amount_cents <> 0`
