import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { BilledRow, billedOf } from '../fines/booked.store.ts'

/** An open loan as an invoice sees it. */
export const InvoicedLoan = Type.Object({
  loan_id: Id,
  item_id: Id,
  title_id: Id,
  due_on: Day,
  due_at: Nullable(Instant),
  branch_id: Id,
  lent_library_id: Id,
  lent_epoch: Type.String(),
  resolved: Type.Unknown(),
  item_price_cents: Nullable(Type.Integer()),
  title_price_cents: Nullable(Type.Integer()),
  billed: BilledRow,
})
export type InvoicedLoan = Type.Static<typeof InvoicedLoan>

export const invoicedLoans = (loan_ids: readonly string[]): Query => sql`
  select l.loan_id, l.item_id, l.title_id, l.due_on, base.iso(l.due_at) as due_at, l.branch_id, b.library_id as lent_library_id,
         lb.epoch::text as lent_epoch, t.resolved, i.price_cents as item_price_cents,
         (select max(o.price_cents) from inventory.item o where o.title_id = l.title_id and o.library_id = i.library_id and o.item_id <> i.item_id)
           as title_price_cents,
         ${billedOf(sql`l`)} as billed
    from circulation.loan l
    join circulation.terms t on t.terms_id = l.terms_id
    join organisation.branch b on b.branch_id = l.branch_id
    join organisation.library lb on lb.library_id = b.library_id
    left join inventory.item i on i.item_id = l.item_id
   where l.loan_id = any (${loan_ids}::bigint[]) and l.returned_at is null`
