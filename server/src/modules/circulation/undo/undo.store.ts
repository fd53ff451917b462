import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { refundsAt } from '../../finance/index.ts'
import type { Before } from './before.rules.ts'

/** The event to undo, and everything that could forbid it. */
export const UndoFacts = Type.Object({
  event_id: Type.String(),
  kind: Type.String(),
  at: Instant,
  library_id: Id,
  item_id: Nullable(Id),
  title_id: Nullable(Id),
  loan_id: Nullable(Id),
  hold_id: Nullable(Id),
  undone: Type.Boolean(),
  /** Something happened to this item, loan or hold since. */
  moved_on: Type.Boolean(),
  undo: Type.Unknown(),
  loan: Nullable(
    Type.Object({
      open: Type.Boolean(),
      patron_id: Nullable(Id),
      due_on: Day,
      ended: Nullable(Type.String()),
    }),
  ),
  /** The item's open loan now, which forbids reopening another. */
  open_loan_id: Nullable(Id),
  hold: Nullable(Type.Object({ state: Type.String(), patron_id: Id })),
  /** Charges that the action booked, and what was paid of each. */
  charges: Type.Array(
    Type.Object({
      entry_id: Id,
      charge_kind: Type.String(),
      amount_cents: Type.Integer(),
      paid: Type.Boolean(),
    }),
  ),
  /** Credit that the action gave because a lost object was there again. */
  refunds: Type.Array(Type.Object({ entry_id: Id, amount_cents: Type.Integer() })),
  person: Nullable(
    Type.Object({
      patron_id: Id,
      library_id: Id,
      membership_type: Type.String(),
      birth_on: Nullable(Type.String()),
      gender: Type.String(),
      postcode: Nullable(Type.String()),
      keep_history: Type.Boolean(),
    }),
  ),
})
export type UndoFacts = Type.Static<typeof UndoFacts>

const event = (event_id: string): Query =>
  sql`(select x.* from circulation.event x where x.event_id = ${event_id}::uuid and x.library_id = organisation.own_library())`

/** The events of one act, from the first of them, which names them all. */
export const eventsTogether = (event_id: string): Query =>
  sql`(select x.* from circulation.event x where x.library_id = organisation.own_library() and x.event_id = any (array(
        select jsonb_array_elements_text(h.undo -> 'together')::uuid from circulation.event h
         where h.event_id = ${event_id}::uuid and h.library_id = organisation.own_library())))`

/** Waits for whoever decides about the queues of the titles of these events, always in the same order. */
export const lockQueuesTogether = (event_id: string): Query => sql`
  select pg_advisory_xact_lock(7, q.key) from (
    select distinct (e.title_id % 2147483647)::integer as key from ${eventsTogether(event_id)} e where e.title_id is not null order by 1) q`

export const lockPatronOfEvent = (event_id: string): Query => sql`
  select p.patron_id from patrons.patron p
   where p.patron_id in (select ep.patron_id from circulation.event_patron ep where ep.event_id = ${event_id}::uuid) for no key update`
export const itemOfEvent = (event_id: string): Query =>
  sql`i.item_id = (select e.item_id from ${event(event_id)} e)`
export const lockQueueOfEvent = (event_id: string): Query => sql`
  select pg_advisory_xact_lock(7, (e.title_id % 2147483647)::integer) from ${event(event_id)} e where e.title_id is not null`

const loanEnd = (
  l: Query,
): Query => sql`(select json_build_object('open', l.returned_at is null, 'patron_id', l.patron_id::text,
    'due_on', l.due_on, 'ended', l.ended) from ${l} where l.loan_id = e.loan_id)`
export const undoFacts = (event_id: string): Query => undoFactsOf(event(event_id))
/** The same for every event that a statement finds. */
export const undoFactsOf = (events: Query): Query => sql`
  select json_build_object('event_id', e.event_id, 'kind', e.kind, 'at', base.iso(e.received_at), 'library_id', e.library_id::text,
    'item_id', e.item_id::text, 'title_id', e.title_id::text, 'loan_id', e.loan_id::text, 'hold_id', e.hold_id::text, 'undo', e.undo,
    'undone', exists (select from circulation.event u where u.undoes = e.event_id),
    'moved_on', exists (select from circulation.event n
        where n.position > e.position and n.occurred_at >= e.occurred_at - interval '8 days'
          and n.kind not in ('undo', 'in_house', 'item_checked', 'claim_looked', 'damage_charged')
          and (n.item_id = e.item_id or n.loan_id = e.loan_id or (e.item_id is null and n.hold_id = e.hold_id))
          and not exists (select from circulation.event u where u.undoes = n.event_id)),
    'loan', coalesce(${loanEnd(sql`circulation.loan l`)}, ${loanEnd(sql`circulation.unseen_loan(e.item_id, e.loan_id) l`)}),
    'open_loan_id', (select l.loan_id::text from circulation.loan l where l.item_id = e.item_id and l.returned_at is null
                      union select l.loan_id::text from circulation.unseen_loan(e.item_id, null) l),
    'hold', (select json_build_object('state', h.state, 'patron_id', h.patron_id::text) from circulation.hold h where h.hold_id = e.hold_id),
    'charges', coalesce((select json_agg(json_build_object('entry_id', c.entry_id::text, 'charge_kind', c.charge_kind, 'amount_cents', c.amount_cents,
          'paid', exists (select from finance.entry s where s.charge_id = c.entry_id and s.kind in ('payment', 'credit')
                             and not exists (select from finance.entry r where r.reverses = s.entry_id))))
        from finance.charge_about ca join finance.entry c on c.entry_id = ca.entry_id
       where (ca.item_id = e.item_id or (e.item_id is null and ca.hold_id = e.hold_id)) and c.kind = 'charge' and c.at = e.received_at
         and not exists (select from finance.entry r where r.reverses = c.entry_id)), '[]'),
    'refunds', ${refundsAt(sql`e.item_id`, sql`e.received_at`)},
    'person', (select json_build_object('patron_id', p.patron_id::text, 'library_id', p.library_id::text, 'membership_type', p.membership_type,
          'birth_on', p.birth_on, 'gender', p.gender, 'postcode', p.postcode, 'keep_history', p.keep_history)
        from circulation.event_patron ep join patrons.patron p on p.patron_id = ep.patron_id where ep.event_id = e.event_id)) as facts
    from ${events} e`

/** The loan never was: it ends as undone and counts nowhere. */
export const dropLoan = (ctx: StaffCtx, loan_id: string): Query => sql`
  update circulation.loan set returned_at = ${ctx.now.toString()}, returned_on = least(due_on, ${dayOf(ctx.now)}::date), returned_branch_id = ${ctx.actor.branch_id}, ended = 'undone'
   where loan_id = ${loan_id} and returned_at is null`
export const reopenLoan = (loan_id: string): Query => sql`
  with seen as (
    update circulation.loan set returned_at = null, returned_on = null, returned_branch_id = null, ended = null where loan_id = ${loan_id} returning loan_id
  )
  select circulation.reopen_unseen_loan(${loan_id}) where not exists (select from seen)`
export const unrenewLoan = (
  loan_id: string,
  item_id: string,
  was: {
    due_on: string
    due_at?: string | null
    renewals: number
    terms_id: string
    renewed_at: string | null
    trace: unknown
  },
): Query => sql`
  with loan as (update circulation.loan set due_on = ${was.due_on}, due_at = ${was.due_at ?? null}, renewals = ${was.renewals}, terms_id = ${was.terms_id},
                       renewed_at = ${was.renewed_at}, trace = ${JSON.stringify(was.trace)}
                 where loan_id = ${loan_id} and returned_at is null)
  update circulation.item_status set due_on = ${was.due_on}, due_at = ${was.due_at ?? null} where item_id = ${item_id} and loan_id = ${loan_id}`

export const restoreStatus = (item_id: string, was: NonNullable<Before['status']>, at: string): Query => sql`
  update circulation.item_status set status = ${was.status}, branch_id = ${was.branch_id}, to_branch_id = ${was.to_branch_id},
         loan_id = ${was.loan_id}, hold_id = ${was.hold_id}, due_on = ${was.due_on}, due_at = ${was.due_at ?? null}, since = ${at},
         astray = ${was.branch_id}::bigint <> (select i.branch_id from inventory.item i where i.item_id = ${item_id})
   where item_id = ${item_id}`

/** A hold goes back to where it was; its place in the queue is that of the day it was placed. */
export const restoreHold = (was: NonNullable<Before['hold']>, at: string): Query => sql`
  update circulation.hold set state = ${was.state}, item_id = ${was.item_id},
         hold_code = case when ${was.state} = 'ready' then circulation.shelf_code(hold_id, ${was.hold_code}) else ${was.hold_code} end, ready_until = ${was.ready_until},
         ready_at = case when ${was.state} = 'ready' then coalesce(ready_at, ${at}::timestamptz) end, closed_at = null, closed_by = null, closed_because = null, loan_id = null
   where hold_id = ${was.hold_id}`
export const closeHold = (ctx: StaffCtx, hold_id: string): Query => sql`
  update circulation.hold set state = 'cancelled', closed_because = 'undone', closed_at = ${ctx.now.toString()}, closed_by = ${ctx.actor.staff_id} where hold_id = ${hold_id} and closed_at is null`

/** Restores what the loan said of a claim. */
export const reclaim = (loan_id: string, claimed_on: string | null): Query =>
  sql`update circulation.loan set claimed_on = ${claimed_on} where loan_id = ${loan_id}`
