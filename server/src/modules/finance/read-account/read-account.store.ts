import { Account, Entry } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { creditOf } from '../credit/apply-credit.store.ts'
import { balanceOf } from '../ledger/ledger.store.ts'

/** How many past lines a screen is given; the rest of ten years is found by the export. */
const MOST_PAST = 300

export const Owner = Type.Object({
  patron_id: Type.String(),
  balance_cents: Type.Integer(),
  credit_cents: Type.Integer(),
})
export const ownerFacts = (patron_id: string): Query =>
  sql`select p.patron_id, ${balanceOf(sql`p`)} as balance_cents, ${creditOf(sql`p`)} as credit_cents
        from patrons.patron p where p.patron_id = ${patron_id}`

/** Each line of an account with what is open of it: only a charge has something open. */
const linesOf = (patron_id: string): Query =>
  sql`
    select e.*, case when e.kind = 'charge' then (e.amount_cents + coalesce(
             (select sum(s.amount_cents) from finance.entry s where s.charge_id = e.entry_id), 0))::integer else 0 end as open_cents
      from patrons.patron p
      join finance.account a on a.library_id = p.library_id and a.patron_id = p.patron_id
      join finance.entry e on e.account_id = a.account_id
     where p.patron_id = ${patron_id}`

/** A line as the contract shows it. A name of another library's staff is not ours to see: then its branch stands there. */
const shown = (lines: Query): Query =>
  sql`
    select e.entry_id, e.at, e.kind, nullif(e.charge_kind, 'rounding') as charge_kind, e.amount_cents, e.open_cents,
           t.title as item_title, e.on_day, e.reverses,
           exists (select from finance.entry taken where taken.reverses = e.entry_id) as reversed,
           e.payment_id, coalesce(s.name, b.name, l.name) as by, e.method, c.loan_id, e.reason
      from (${lines}) e
      join organisation.library l on l.library_id = e.library_id
      left join organisation.staff s on s.staff_id = e.staff_id
      left join organisation.branch b on b.branch_id = e.branch_id
      left join finance.charge_about c on c.entry_id = coalesce(e.charge_id, e.entry_id)
      left join cataloguing.title t on t.title_id = c.title_id`

/** Charges that are not settled, oldest first. Rows of the contract's `Entry`. */
export const openLines = (patron_id: string): Query =>
  sql`${shown(sql`select * from (${linesOf(patron_id)}) x where open_cents > 0`)} order by e.at, e.entry_id`

/** Everything else, newest first. */
export const pastLines = (patron_id: string): Query =>
  sql`${shown(sql`select * from (${linesOf(patron_id)}) x where open_cents <= 0 order by at desc, entry_id desc limit ${MOST_PAST}`)}
      order by e.at desc, e.entry_id desc`
export const Held = Account.properties.deposits.items
export { Entry }
