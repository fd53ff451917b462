import { Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { priorAnswerWith } from '../../../base/command.ts'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql, type Write } from '../../../base/sql.ts'

/** A loan that is open, as conditions on `p` and `i`: a loan names its patron and its item. */
export const patronOfLoan = (loan_id: string): Query =>
  sql`p.patron_id = (select l.patron_id from circulation.loan l where l.loan_id = ${loan_id})`
/** The same as an array, for the queue that the loan's own patron may stand in. */
export const patronsOfLoan = (loan_id: string): Query =>
  sql`array(select l.patron_id from circulation.loan l where l.loan_id = ${loan_id})`
export const itemOfLoan = (loan_id: string): Query =>
  sql`i.item_id = (select l.item_id from circulation.loan l where l.loan_id = ${loan_id} and l.returned_at is null)`

/** How the present due day came about: a renewal writes over it, and undoing that puts it back. */
export const ExplainedBy = Type.Object({ renewed_at: Nullable(Instant), trace: Type.Unknown() })
/** The first answer, how the day came about, and the facts of patron and item, in one row. */
export const renewalFacts = (
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly loan_id: string },
  facts: { readonly patrons: Query; readonly items: Query },
): Query =>
  priorAnswerWith(
    ctx,
    ask.command_id,
    sql`, (select json_build_object('renewed_at', base.iso(l.renewed_at), 'trace', l.trace) from circulation.loan l
            where l.loan_id = ${ask.loan_id}) as was${facts.patrons}${facts.items}`,
  )

/** The same for all open loans of a patron, with the loan that each is of. */
export const OpenLoanRow = Type.Object({ loan_id: Type.String(), ...ExplainedBy.properties })
export const openLoansExplained = (patron_id: string): Query =>
  sql`select loan_id, renewed_at, trace from circulation.loan
       where patron_id = ${patron_id} and returned_at is null order by due_on, loan_id`
/** The items of them, as a condition on `i`. */
export const itemsOfPatron = (patron_id: string): Query =>
  sql`i.item_id = any (array(select l.item_id from circulation.loan l where l.patron_id = ${patron_id} and l.returned_at is null))`
/** Items first and in order, then the queues of their titles in order: two copies of a title never wait for each other. */
export const lockItemsOfPatron = (patron_id: string): Query =>
  sql`select i.item_id from inventory.item i where ${itemsOfPatron(patron_id)} order by i.item_id for no key update`
export const lockQueuesOfPatron = (patron_id: string): Query => sql`
  select pg_advisory_xact_lock(7, q.key) from (
    select distinct (i.title_id % 2147483647)::integer as key from inventory.item i where ${itemsOfPatron(patron_id)} order by 1) q`

/** The new due day on the loan and, for everyone who looks for the item, on its status. */
export const renewalWrites = (of: {
  loan_id: string
  item_id: string
  due_on: string
  due_at: string | null
  terms_id: string
  at: string
  trace: string
}): Write[] => [
  {
    as: 'loan',
    query: sql`
    update circulation.loan set due_on = ${of.due_on}, due_at = ${of.due_at}, renewals = renewals + 1, renewed_at = ${of.at}, terms_id = ${of.terms_id}, trace = ${of.trace}
     where loan_id = ${of.loan_id} and returned_at is null`,
  },
  {
    as: 'status',
    query: sql`
    update circulation.item_status set due_on = ${of.due_on}, due_at = ${of.due_at} where item_id = ${of.item_id} and loan_id = ${of.loan_id}`,
  },
]

/** How a loan ended that can no longer be renewed, so that the refusal says so. */
export const endOfLoan = (loan_id: string): Query => sql`
  select l.ended, exists (select from circulation.event e where e.loan_id = l.loan_id and e.kind = 'item_lost' and e.source = 'job'
           and not exists (select from circulation.event u where u.undoes = e.event_id)) as aged
    from circulation.loan l join patrons.patron p on p.patron_id = l.patron_id where l.loan_id = ${loan_id} and l.returned_at is not null`
