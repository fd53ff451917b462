import type { Doer } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { booking } from '../ledger/ledger.store.ts'

/** Whether a line was taken back by another line. */
const taken = (entry_id: Query): Query =>
  sql`exists (select from finance.entry x where x.reverses = ${entry_id})`

/**
 * What became of the charges of these kinds about an item since a moment, with whose they are: JSON rows in a facts
 * statement. What was taken back, or refunded before, is not among them.
 * @param since an expression in the statement around it
 */
export const chargesAboutItem = (item_id: Query, since: Query): Query => sql`
  (select json_agg(json_build_object('entry_id', c.entry_id::text, 'charge_kind', c.charge_kind, 'amount_cents', c.amount_cents,
            'patron_id', acc.patron_id::text, 'library_id', acc.library_id::text,
            'open_cents', c.amount_cents + coalesce(s.settled, 0), 'paid_cents', coalesce(s.paid, 0)) order by c.entry_id)
     from finance.charge_about ca
     join finance.entry c on c.entry_id = ca.entry_id
     join finance.account acc on acc.account_id = c.account_id
     left join lateral (
       select sum(l.amount_cents)::integer as settled,
              (-sum(l.amount_cents) filter (where l.kind in ('payment', 'rounding', 'credit') or r.kind in ('payment', 'rounding', 'credit')))::integer as paid
         from finance.entry l left join finance.entry r on r.entry_id = l.reverses where l.charge_id = c.entry_id) s on true
    where ca.item_id = ${item_id} and c.kind = 'charge' and c.charge_kind in ('replacement', 'processing') and c.at >= ${since}
      and not ${taken(sql`c.entry_id`)}
      and not exists (select from finance.refund f where f.charge_id = c.entry_id and not ${taken(sql`f.entry_id`)}))`

/** A charge that falls away: what is open of it, and what was paid, which the patron keeps. */
export interface Refund {
  readonly entry_id: string
  readonly open_cents: number
  readonly paid_cents: number
}

/**
 * Lets a charge fall: the open part is settled by a credit on the charge, what was paid becomes credit that the
 * patron keeps. Lock the patron before, as `lockAccountOf` does: the amounts are those of the facts.
 */
export const refundQuery = (ctx: Doer, refund: Refund): Query => sql`
  with charge as (
    select e.* from finance.entry e where e.entry_id = ${refund.entry_id} and e.kind = 'charge'
  ), dropped as (
    insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, at, on_day, staff_id, branch_id,
      workstation_id, reason)
    select c.library_id, c.account_id, 'credit', c.charge_kind, ${-refund.open_cents}::integer, c.entry_id, ${booking(ctx)}, 'found_again'
      from charge c where ${refund.open_cents}::integer > 0
    returning entry_id, library_id, charge_id
  ), kept as (
    insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, staff_id, branch_id, workstation_id, reason)
    select c.library_id, c.account_id, 'credit', c.charge_kind, ${-refund.paid_cents}::integer, ${booking(ctx)}, 'found_again'
      from charge c where ${refund.paid_cents}::integer > 0
    returning entry_id, library_id
  ), about as (
    insert into finance.charge_about (entry_id, library_id, loan_id, item_id, title_id)
    select k.entry_id, k.library_id, a.loan_id, a.item_id, a.title_id from kept k, finance.charge_about a where a.entry_id = ${refund.entry_id}
  )
  insert into finance.refund (entry_id, library_id, charge_id)
  select entry_id, library_id, charge_id from dropped union all select k.entry_id, k.library_id, c.entry_id from kept k, charge c`

/** The refunds about an item that were booked at a moment and not taken back: part of a facts statement. */
export const refundsAt = (item_id: Query, at: Query): Query => sql`
  coalesce((select json_agg(json_build_object('entry_id', given.entry_id::text, 'amount_cents', line.amount_cents) order by given.entry_id)
     from finance.charge_about about join finance.refund given on given.charge_id = about.entry_id
     join finance.entry line on line.entry_id = given.entry_id
    where about.item_id = ${item_id} and line.at = ${at} and not ${taken(sql`line.entry_id`)}), '[]')`

/** Takes a refund back line by line: the charge is open again, and the credit is gone. */
export const reverseRefundQuery = (ctx: Doer, entry_ids: readonly string[]): Query => sql`
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, charge_id, reverses, at, on_day, staff_id, branch_id,
    workstation_id, reason)
  select e.library_id, e.account_id, 'reversal', e.charge_kind, -e.amount_cents, e.charge_id, e.entry_id, ${booking(ctx)}, 'undo'
    from finance.entry e where e.entry_id = any (${entry_ids}::bigint[]) and not ${taken(sql`e.entry_id`)}`
