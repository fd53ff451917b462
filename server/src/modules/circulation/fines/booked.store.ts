import { Cents } from '@kaft/contract'
import { Type } from 'typebox'
import { oneOf } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'

/** A loan whose fine counts per title. */
export interface TitleLoan {
  readonly loan_id: string
  readonly patron_id: string
  readonly title_id: string
  readonly due_on: string
  /** Only what was booked before that moment, for a loan that ended then; null is all. */
  readonly before: string | null
}
export const BookedRow = Type.Object({ cents: Cents })

/** What the other copies of the title that were due on the same day already cost this patron: one row, `BookedRow`. */
export const bookedForTitle = (of: TitleLoan): Query => sql`
  select coalesce(sum(c.amount_cents), 0)::integer as cents
    from circulation.loan l join finance.charge_about ca on ca.loan_id = l.loan_id
    join finance.entry c on c.entry_id = ca.entry_id
   where l.patron_id = ${of.patron_id} and l.title_id = ${of.title_id} and l.due_on = ${of.due_on} and l.loan_id <> ${of.loan_id}
     and c.kind = 'charge' and c.charge_kind = 'fine' and (${of.before}::timestamptz is null or c.at < ${of.before}::timestamptz)
     and not exists (select from finance.entry r where r.reverses = c.entry_id)`

export const BilledRow = Type.Object({ replacement_cents: Cents, fine_cents: Cents })
/**
 * What stands on the account of this loan from before its end: the price, and the fine of its present due day. What was
 * booked up to that day, such as by a renewal, is of a former one.
 * @param loan names the loan in the statement around it, such as `sql\`l\`` for a row of `circulation.loan`
 */
export const billedOf = (loan: Query): Query => sql`
  (select json_build_object('replacement_cents', coalesce(sum(c.amount_cents) filter (where c.charge_kind = 'replacement'), 0),
            'fine_cents', coalesce(sum(c.amount_cents) filter (where c.charge_kind = 'fine' and c.on_day > ${loan}.due_on), 0))
     from finance.charge_about ca join finance.entry c on c.entry_id = ca.entry_id
    where ca.loan_id = ${loan}.loan_id and c.kind = 'charge' and c.charge_kind in ('replacement', 'fine')
      and (${loan}.returned_at is null or c.at < ${loan}.returned_at)
      and not exists (select from finance.entry r where r.reverses = c.entry_id)
      and not exists (select from finance.refund f where f.charge_id = c.entry_id and not exists (select from finance.entry r where r.reverses = f.entry_id)))`

const BilledJson = Type.Object({ billed: BilledRow })
export const billedQuery = (loan_id: string): Query =>
  sql`select ${billedOf(sql`l`)} as billed from circulation.loan l where l.loan_id = ${loan_id}`
export const billedFrom = (rows: readonly unknown[]): Type.Static<typeof BilledRow> =>
  oneOf(BilledJson, rows as never)?.billed ?? { replacement_cents: 0, fine_cents: 0 }
