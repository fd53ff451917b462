import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { QueuedItem, queuedItem, queueOfItem } from './item-facts.store.ts'

/** An open loan with what its date and its renewal hang on: one row a loan, for many loans in one statement. */
export const ManyLoan = Type.Object({
  loan_id: Id,
  library_id: Id,
  patron_id: Nullable(Id),
  item_id: Id,
  title_id: Id,
  branch_id: Id,
  lent_library_id: Id,
  lent_epoch: Type.String(),
  lent_at: Instant,
  due_on: Day,
  due_at: Nullable(Instant),
  renewals: Type.Integer(),
  claimed_on: Nullable(Day),
  terms_id: Id,
  version_id: Id,
  item_type: Type.String(),
  item_state: Type.String(),
  shelf: Nullable(Type.String()),
  acquired_on: Nullable(Day),
  queued: QueuedItem,
})
export type ManyLoan = Type.Static<typeof ManyLoan>

/** Who waits is read only where somebody does: elsewhere the function answers at once. */
export const manyLoans = (loan_ids: readonly string[], day: Day): Query => sql`
  select l.loan_id, l.library_id, l.patron_id, l.item_id, l.title_id, l.branch_id, lb.library_id as lent_library_id, ll.epoch as lent_epoch,
    l.lent_at, l.due_on, l.due_at, l.renewals, l.claimed_on, l.terms_id, t.version_id, i.item_type, i.state as item_state, i.shelf, i.acquired_on, ${queuedItem} as queued
    from circulation.loan l
    join inventory.item i on i.item_id = l.item_id
    join organisation.branch lb on lb.branch_id = l.branch_id
    join organisation.library ll on ll.library_id = lb.library_id
    join circulation.terms t on t.terms_id = l.terms_id
    ${queueOfItem({ day, whose: sql`array[l.patron_id]` })}
   where l.loan_id = any (${loan_ids}::bigint[]) and l.returned_at is null`

/** Patrons of loans, then items: in the order of every desk, so that nobody waits in a ring. */
export const lockPatronsOfLoans = (loan_ids: readonly string[]): Query => sql`
  select p.patron_id from patrons.patron p
   where p.patron_id = any (array(select l.patron_id from circulation.loan l where l.loan_id = any (${loan_ids}::bigint[])))
   order by p.patron_id for no key update`
export const lockItemsOfLoans = (loan_ids: readonly string[]): Query => sql`
  select i.item_id from inventory.item i
   where i.item_id = any (array(select l.item_id from circulation.loan l where l.loan_id = any (${loan_ids}::bigint[])))
   order by i.item_id for no key update`

/** The frozen facts of the patrons of loans, for what is written of them. */
export const Frozen = Type.Object({
  patron_id: Id,
  library_id: Id,
  membership_type: Type.String(),
  birth_on: Nullable(Type.String()),
  gender: Type.String(),
  postcode: Nullable(Type.String()),
  keep_history: Type.Boolean(),
})
export type Frozen = Type.Static<typeof Frozen>
export const frozenWhere = (is: Query): Query => sql`
  select p.patron_id, p.library_id, p.membership_type, p.birth_on, p.gender, p.postcode, p.keep_history from patrons.patron p where ${is}`
export const patronsOfLoans = (loan_ids: readonly string[]): Query =>
  sql`p.patron_id = any (array(select l.patron_id from circulation.loan l where l.loan_id = any (${loan_ids}::bigint[]) and l.returned_at is null))`

/** What a loan becomes; written only where it still is as it was decided about. */
export interface LoanSet {
  readonly loan_id: string
  readonly was_due_on: string
  readonly due_on: string
  readonly renewals: number
  readonly terms_id: string
  /** The trace of a renewal; null leaves the one that stands. */
  readonly trace: string | null
}

/** New dates on loans, each at the hour that it had, and on the status of their items for everyone who looks for them. */
export const setLoans = (rows: readonly LoanSet[], renewed_at: string | null): Query => sql`
  with n as (
    select * from unnest(${rows.map(r => r.loan_id)}::bigint[], ${rows.map(r => r.was_due_on)}::date[], ${rows.map(r => r.due_on)}::date[],
      ${rows.map(r => r.renewals)}::integer[], ${rows.map(r => r.terms_id)}::bigint[], ${rows.map(r => r.trace)}::jsonb[])
      as n(loan_id, was_due_on, due_on, renewals, terms_id, trace)
  ), loan as (
    update circulation.loan l
       set due_on = n.due_on, due_at = ((l.due_at at time zone 'Europe/Brussels') + (n.due_on - l.due_on) * interval '1 day') at time zone 'Europe/Brussels',
           renewals = n.renewals, terms_id = n.terms_id, trace = coalesce(n.trace, l.trace),
           renewed_at = coalesce(${renewed_at}::timestamptz, l.renewed_at)
      from n where l.loan_id = n.loan_id and l.due_on = n.was_due_on and l.returned_at is null
    returning l.loan_id, l.item_id, l.due_on, l.due_at
  )
  update circulation.item_status s set due_on = loan.due_on, due_at = loan.due_at from loan where s.item_id = loan.item_id and s.loan_id = loan.loan_id`
