import { ChargeKind, Day, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Head = Type.Object({
  card_tail: Type.String(),
  balance_cents: Type.Integer(),
  paid_cents: Type.Integer(),
  rounding_cents: Type.Integer(),
  credit_used_cents: Type.Integer(),
  paid_out_cents: Type.Integer(),
})
export type Head = Type.Static<typeof Head>
export const SettledLine = Type.Object({
  charge_kind: Nullable(ChargeKind),
  item_title: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  amount_cents: Type.Integer(),
})
export type SettledLine = Type.Static<typeof SettledLine>
export const Lent = Type.Object({
  title: Type.String(),
  language: Nullable(Type.String()),
  due_on: Day,
  due_at: Nullable(Instant),
})
export type Lent = Type.Static<typeof Lent>
export const Returned = Type.Object({
  title: Type.String(),
  language: Nullable(Type.String()),
  fine_cents: Type.Integer(),
})
export type Returned = Type.Static<typeof Returned>
export const Hours = Type.Object({ line: Type.String() })

/** From when until when, as instants; `infinity` where it goes on. */
export interface During {
  readonly since: string
  readonly until: string
}
/** Lines of the account of a patron, `p`: those of a part of the day that were not booked back. */
const booked = ({ since, until }: During): Query => sql`
  finance.account a join finance.entry e on e.account_id = a.account_id and e.at >= ${since} and e.at <= ${until}
        and not exists (select from finance.entry r where r.reverses = e.entry_id)
   where a.library_id = p.library_id and a.patron_id = p.patron_id`
/** Money, its rounding and credit that settle a charge. */
const settles = sql`e.charge_id is not null and (e.kind in ('payment', 'rounding') or (e.kind = 'credit' and e.reason = 'credit_used'))`

/** What a receipt is made of: rows of `Head`, `Lent`, `Returned` and `SettledLine`. */
export const receiptQueries = (of: During & { readonly patron_id: string }): Query[] => [
  sql`select coalesce((select c.tail from patrons.card c where c.patron_id = p.patron_id and c.state = 'active' order by c.card_id desc limit 1), '') as card_tail,
            coalesce((select sum(e.amount_cents) from finance.account a join finance.entry e on e.account_id = a.account_id
                       where a.library_id = p.library_id and a.patron_id = p.patron_id), 0)::integer as balance_cents, s.*
            from patrons.patron p cross join lateral (
              select coalesce(-sum(e.amount_cents) filter (where e.kind = 'payment'), 0)::integer as paid_cents,
                     coalesce(sum(e.amount_cents) filter (where e.kind = 'rounding' and e.charge_id is not null), 0)::integer as rounding_cents,
                     coalesce(-sum(e.amount_cents) filter (where e.kind = 'credit' and ${settles}), 0)::integer as credit_used_cents,
                     coalesce(sum(e.amount_cents) filter (where e.kind = 'payout'), 0)::integer as paid_out_cents
                from ${booked(of)}) s
           where p.patron_id = ${of.patron_id}`,
  sql`select t.title, t.language, l.due_on, l.due_at from circulation.loan l join cataloguing.title t on t.title_id = l.title_id
           where l.patron_id = ${of.patron_id} and l.returned_at is null and (l.lent_at between ${of.since} and ${of.until} or l.renewed_at between ${of.since} and ${of.until}) order by l.due_on, t.title`,
  sql`select t.title, t.language, coalesce((select sum(e.amount_cents) from finance.charge_about c join finance.entry e on e.entry_id = c.entry_id
                     where c.loan_id = l.loan_id and e.charge_kind = 'fine' and not exists (select from finance.entry r where r.reverses = e.entry_id)), 0)::integer as fine_cents
            from circulation.loan l join cataloguing.title t on t.title_id = l.title_id
           where l.patron_id = ${of.patron_id} and l.returned_at between ${of.since} and ${of.until} and l.ended = 'returned' order by l.returned_at`,
  sql`select nullif(c.charge_kind, 'rounding') as charge_kind, t.title as item_title, c.reason, x.amount_cents
            from patrons.patron p cross join lateral (
              select e.charge_id, -sum(e.amount_cents)::integer as amount_cents from ${booked(of)} and ${settles} group by e.charge_id) x
            join finance.entry c on c.entry_id = x.charge_id
            left join finance.charge_about about on about.entry_id = c.entry_id
            left join cataloguing.title t on t.title_id = about.title_id
           where p.patron_id = ${of.patron_id} order by c.at, c.entry_id`,
]

/** When a branch is open, a line for each day of the week that it is: rows of `Hours`. */
export const hoursQuery = (branch_id: string): Query =>
  sql`select (array['ma','di','wo','do','vr','za','zo'])[h.weekday] || ' ' || string_agg(to_char(h.opens, 'HH24.MI') || '–' || to_char(h.closes, 'HH24.MI'), ', ' order by h.opens) as line
            from organisation.opening_hours h where h.branch_id = ${branch_id} group by h.weekday order by h.weekday`
