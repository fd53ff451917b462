import { Cents } from '@kaft/contract'
import { Type } from 'typebox'
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
