import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { Day } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'

export const OnList = Type.Object({ child_id: Id, patron_id: Id })
/** The child, if it stands on a list that still runs, with the card whose list that is. */
export const childOnList = (child_id: string, today: Day): Query => sql`
  select child_id, patron_id from patrons.class_child where child_id = ${child_id} and removed_at is null and until >= ${today}`

/** For whom a loan of a class card is. It stands apart from the loan, so that it can be forgotten first. */
export const lendFor = (of: { loan_id: string; library_id: string; child_id: string }): Query =>
  sql`insert into circulation.loan_child (loan_id, library_id, child_id) values (${of.loan_id}, ${of.library_id}, ${of.child_id})`

export const ChildOfLoan = Type.Object({
  child_id: Id,
  given_name: Type.String(),
  initial: Nullable(Type.String()),
  still: Type.Integer(),
})
/** The child of a loan, with how much it still has after what was written before this in the transaction. */
export const childOfLoan = (loan_id: string): Query => sql`
  select c.child_id, c.given_name, c.initial,
         (select count(*)::integer from circulation.loan_child o join circulation.loan l on l.loan_id = o.loan_id
           where o.child_id = c.child_id and l.returned_at is null) as still
    from circulation.loan_child lc join patrons.class_child c on c.child_id = lc.child_id
   where lc.loan_id = ${loan_id} and c.removed_at is null`

/** What came back before today needs no child any more; and where the child went, nothing is left to tie. */
export const forgetLoanChildren = (library_id: string, today: Day, most: number): Query => sql`
  with gone as (
    delete from circulation.loan_child where library_id = ${library_id} and loan_id in (
      select lc.loan_id from circulation.loan_child lc join circulation.loan l on l.loan_id = lc.loan_id
       where lc.library_id = ${library_id}
         and (l.returned_at < (${today}::date at time zone 'Europe/Brussels')
              or not exists (select from patrons.class_child c where c.child_id = lc.child_id)) limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
