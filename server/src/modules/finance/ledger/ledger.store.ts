import type { ChargeKind } from '@kaft/contract'
import { Cents, Id } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { Doer } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** A charge to be booked: on whose account, for what, how much, and the loan that it is about. */
export interface NewCharge {
  /** Library of the patron, whoever books: the ledger follows the person. */
  readonly library_id: string
  readonly patron_id: string
  readonly charge_kind: Static<typeof ChargeKind>
  /** Whole cents, more than zero: a charge of nothing is not booked. */
  readonly amount_cents: number
  readonly reason?: string
  readonly about?: {
    readonly loan_id?: string | null
    readonly item_id?: string | null
    readonly title_id?: string | null
    readonly hold_id?: string | null
  }
}
export const Booked = Type.Object({ entry_id: Id, amount_cents: Cents })

/**
 * Books a charge, makes the account where there is none, and notes what it is about: one statement.
 * @returns one row, `Booked`
 * @throws RangeError when the amount is not a whole number above zero
 */
export function chargeQuery(ctx: Booker, charge: NewCharge): Query {
  if (!Number.isSafeInteger(charge.amount_cents) || charge.amount_cents <= 0) {
    throw new RangeError(`not an amount to charge: ${charge.amount_cents}`)
  }
  const { loan_id = null, item_id = null, title_id = null, hold_id = null } = charge.about ?? {}
  return sql`
    with charged as (
      insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, staff_id, branch_id,
        workstation_id, reason)
      select ${charge.library_id}::bigint, finance.account_of(${charge.library_id}, ${charge.patron_id}), 'charge',
             ${charge.charge_kind}, ${charge.amount_cents}::integer, ${booking(ctx)}, ${charge.reason ?? null}
      returning entry_id, library_id, amount_cents),
    about as (
      insert into finance.charge_about (entry_id, library_id, loan_id, item_id, title_id, hold_id)
      select entry_id, library_id, a.loan_id, a.item_id, a.title_id, a.hold_id
        from charged, (select ${loan_id}::bigint as loan_id, ${item_id}::bigint as item_id, ${title_id}::bigint as title_id, ${hold_id}::bigint as hold_id) a
       where coalesce(a.loan_id, a.item_id, a.title_id, a.hold_id) is not null)
    select entry_id, amount_cents from charged`
}

/** Who books: a member of staff, a machine, or the clock, which is nobody. */
export interface Booker {
  readonly now: Doer['now']
  readonly actor: Doer['actor'] | null
}

/** When, on which day, by whom, where: the columns `at, on_day, staff_id, branch_id, workstation_id` of every line. */
export const booking = (ctx: Booker): Query =>
  sql`${ctx.now.toString()}::timestamptz, ${dayOf(ctx.now)}::date, ${ctx.actor?.staff_id ?? null}::bigint, ${ctx.actor?.branch_id ?? null}::bigint,
      ${ctx.actor?.workstation_id ?? null}::bigint`

/** Whether a line was taken back by another line. */
const reversed = (entry_id: Query): Query =>
  sql`exists (select from finance.entry taken where taken.reverses = ${entry_id})`

/**
 * Takes a whole charge back, and the waivers on it, which have no object any more. A charge on which money was
 * received stays: book the payment back first. Lock the patron before, as `lockAccountOf` does.
 * @returns one row, `Booked` (the amount negative), or none where the charge is unknown, paid or taken back already
 */
export const reverseChargeQuery = (
  ctx: Booker,
  ask: { readonly entry_id: string; readonly reason: string },
): Query =>
  sql`
    with charge as (
      select * from finance.entry e
       where e.entry_id = ${ask.entry_id} and e.kind = 'charge' and not ${reversed(sql`e.entry_id`)}
         and not exists (select from finance.entry s where s.charge_id = e.entry_id and s.kind in ('payment', 'rounding', 'credit')
                            and not ${reversed(sql`s.entry_id`)})),
    falling as (
      select entry_id, amount_cents from charge
      union all
      select w.entry_id, w.amount_cents from charge join finance.entry w on w.charge_id = charge.entry_id
       where w.kind = 'waiver' and not ${reversed(sql`w.entry_id`)}),
    taken as (
      insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, reverses, at, on_day,
        staff_id, branch_id, workstation_id, reason)
      select c.library_id, c.account_id, 'reversal', c.charge_kind, -f.amount_cents, c.entry_id, f.entry_id, ${booking(ctx)},
             ${ask.reason}
        from charge c, falling f
      returning entry_id, amount_cents, charge_id, reverses)
    select entry_id, amount_cents from taken where reverses = charge_id`

/** What became of a charge. `open_cents` is never below zero. */
export const Settled = Type.Object({
  entry_id: Id,
  amount_cents: Cents,
  /** Received and not booked back, rounding included. More than zero: undo is refused with `undo_paid`. */
  paid_cents: Cents,
  waived_cents: Cents,
  open_cents: Cents,
  reversed: Type.Boolean(),
})
export type Settled = Static<typeof Settled>

/** One row, `Settled`, or none where no such charge is in scope. */
export const settledFacts = (entry_id: string): Query =>
  sql`
    select e.entry_id, e.amount_cents, coalesce(s.paid, 0)::integer as paid_cents, coalesce(s.waived, 0)::integer as waived_cents,
           (e.amount_cents + coalesce(s.settled, 0))::integer as open_cents, ${reversed(sql`e.entry_id`)} as reversed
      from finance.entry e
      left join lateral (
        select sum(l.amount_cents) as settled,
               -sum(l.amount_cents) filter (where l.kind in ('payment', 'rounding', 'credit') or r.kind in ('payment', 'rounding', 'credit')) as paid,
               -sum(l.amount_cents) filter (where l.kind = 'waiver' or r.kind = 'waiver') as waived
          from finance.entry l left join finance.entry r on r.entry_id = l.reverses
         where l.charge_id = e.entry_id) s on true
     where e.entry_id = ${entry_id} and e.kind = 'charge'`

/**
 * What a patron owes, in cents, as a part of a facts statement: one number, 0 without an account.
 * @param patron names the patron in the statement around it, such as `sql\`p\`` for a row of `patrons.patron`
 */
export const balanceOf = (patron: Query): Query =>
  sql`(select coalesce(sum(line.amount_cents), 0)::integer
         from finance.account tie join finance.entry line on line.account_id = tie.account_id
        where tie.library_id = ${patron}.library_id and tie.patron_id = ${patron}.patron_id)`

/**
 * Locks the account of a patron: its lock is the patron's own row, which exists before the first charge does and
 * which the desk locks first as well, so that payments, lending and undoing wait for each other in one order.
 * @param patron_id an id, or a statement that finds it
 * @returns the row's `patron_id`, `library_id`, or none where the patron is not in scope
 */
export const lockAccountOf = (patron_id: string | Query): Query =>
  sql`select patron_id, library_id from patrons.patron where patron_id = ${patron_id} for no key update`
