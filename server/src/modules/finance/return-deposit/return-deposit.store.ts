import { Cents, Day, Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'
import type { Returned } from './return-deposit.rules.ts'

/**
 * What the library holds of a deposit: received by any method or settled with credit, less what went back. A part of
 * a statement over lines `l` of a charge, with the lines `r` that they take back.
 */
export const heldOf = sql`coalesce(-sum(l.amount_cents) filter (where coalesce(r.kind, l.kind) in ('payment', 'payout')
    or coalesce(r.reason, l.reason) = 'credit_used'), 0)::integer`

export const Deposit = Type.Object({
  entry_id: Id,
  library_id: Id,
  account_id: Id,
  patron_id: Id,
  on_day: Day,
  open_cents: Cents,
  held_cents: Cents,
})
export type Deposit = Type.Static<typeof Deposit>

const deposits = (which: Query): Query => sql`
  select c.entry_id, a.library_id, c.account_id, a.patron_id, c.on_day, (c.amount_cents + coalesce(sum(l.amount_cents), 0))::integer as open_cents,
         ${heldOf} as held_cents
    from finance.account a join finance.entry c on c.account_id = a.account_id and c.kind = 'charge' and c.charge_kind = 'deposit'
    left join finance.entry l on l.charge_id = c.entry_id
    left join finance.entry r on r.entry_id = l.reverses
   where ${which}
   group by c.entry_id, a.account_id`

export const depositFacts = (entry_id: string): Query => deposits(sql`c.entry_id = ${entry_id}`)

/** Deposits of a patron that are still held, oldest first. */
export const heldDeposits = (patron_id: string): Query =>
  sql`select entry_id, on_day, held_cents, library_id = (select organisation.own_library()) as own from (${deposits(sql`a.patron_id = ${patron_id}`)}) d where held_cents > 0 order by on_day, entry_id`

/** Every line of the return in one statement, under one id, so that it is corrected as one. */
export const bookReturn = (
  ctx: StaffCtx,
  of: {
    readonly deposit: Deposit
    readonly payment_id: string
    readonly method: string
    readonly lines: Returned['lines']
  },
): Query => sql`
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, payment_id, method, at, on_day, staff_id,
    branch_id, workstation_id, reason)
  select ${of.deposit.library_id}::bigint, ${of.deposit.account_id}::bigint, l.kind, l.charge_kind, l.amount_cents, ${of.deposit.entry_id}::bigint,
         ${of.payment_id}::uuid, ${of.method}, ${booking(ctx)}, case when l.kind = 'credit' then 'deposit_returned' end
    from unnest(${of.lines.map(l => l.kind)}::text[], ${of.lines.map(l => l.charge_kind)}::text[],
                ${of.lines.map(l => l.amount_cents)}::integer[]) as l(kind, charge_kind, amount_cents)`
