import { Cents, Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'

/**
 * What a patron may still use, in cents: what was given, without what was used or paid out. Rounding that is on no charge is
 * that of a payout. It stands as a part of a facts statement; `patron` as `balanceOf` has it.
 */
export const creditOf = (patron: Query): Query =>
  sql`(select greatest(0, coalesce(-sum(line.amount_cents), 0))::integer
         from finance.account tie join finance.entry line on line.account_id = tie.account_id
         left join finance.entry back on back.entry_id = line.reverses
        where tie.library_id = ${patron}.library_id and tie.patron_id = ${patron}.patron_id and line.charge_id is null
          and coalesce(back.kind, line.kind) in ('credit', 'payout', 'rounding'))`

export const Owned = Type.Object({ patron_id: Id, library_id: Id, credit_cents: Cents })
export const creditFacts = (patron_id: string): Query =>
  sql`select p.patron_id, p.library_id, ${creditOf(sql`p`)} as credit_cents from patrons.patron p where p.patron_id = ${patron_id}`

export const OpenCharge = Type.Object({
  entry_id: Id,
  account_id: Id,
  charge_kind: Type.String(),
  open_cents: Cents,
})
/** What is open on the account of a patron, oldest first. */
export const openCharges = (patron_id: string): Query => sql`
  select * from (
    select e.entry_id, e.account_id, e.charge_kind, e.at, (e.amount_cents + coalesce(
             (select sum(s.amount_cents) from finance.entry s where s.charge_id = e.entry_id), 0))::integer as open_cents
      from finance.entry e join finance.account a on a.account_id = e.account_id
     where a.patron_id = ${patron_id} and e.kind = 'charge') x
   where open_cents > 0 order by at, entry_id`

/** Settles the charges with the credit: a line on each, and one that takes what was used from the credit, which is given back. */
export const useCredit = (
  ctx: StaffCtx,
  of: {
    readonly library_id: string
    readonly account_id: string
    readonly lines: readonly {
      readonly charge_id: string
      readonly charge_kind: string
      readonly cents: number
    }[]
  },
): Query => sql`
  with used as (insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, at, on_day, staff_id, branch_id,
    workstation_id, reason)
  select ${of.library_id}::bigint, ${of.account_id}::bigint, 'credit', l.charge_kind, l.amount_cents, l.charge_id, ${booking(ctx)}, 'credit_used'
    from (select a.charge_kind, -a.cents as amount_cents, a.charge_id
            from unnest(${of.lines.map(l => l.charge_kind)}::text[], ${of.lines.map(l => l.cents)}::integer[],
                        ${of.lines.map(l => l.charge_id)}::bigint[]) as a(charge_kind, cents, charge_id)
          union all
          select 'other', ${of.lines.reduce((sum, l) => sum + l.cents, 0)}::integer, null) as l
  returning entry_id, charge_id)
  select entry_id from used where charge_id is null`
