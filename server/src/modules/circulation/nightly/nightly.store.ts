import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A part of the night in one library. */
export interface Step {
  readonly library_id: string
  readonly day: string
  readonly step: string
}

/** Where a part stands; held until the batch is committed, so that two processes never do the same batch. */
export const openStep = ({ library_id, day, step }: Step): Query => sql`
  insert into circulation.nightly_step (library_id, day, step) values (${library_id}, ${day}, ${step})
  on conflict (library_id, day, step) do nothing`
export const lockStep = ({ library_id, day, step }: Step): Query => sql`
  select after_on, after_id, handled, done_at is not null as done from circulation.nightly_step
   where library_id = ${library_id} and day = ${day} and step = ${step} for update`
export const StepRow = Type.Object({
  after_on: Nullable(Day),
  after_id: Type.String(),
  handled: Type.Integer(),
  done: Type.Boolean(),
})

export const moveStep = (
  { library_id, day, step }: Step,
  to: { after_on: string | null; after_id: string; handled: number; done_at: string | null },
): Query => sql`
  update circulation.nightly_step set after_on = ${to.after_on}, after_id = ${to.after_id}, handled = handled + ${to.handled}, done_at = ${to.done_at}
   where library_id = ${library_id} and day = ${day} and step = ${step}`

/**
 * The loans that come due, after the last that was handled. One that tonight decided about is not asked again; what the
 * reader says to have brought back cannot be renewed, and nobody is told that it was not.
 */
export const nextDue = (
  { library_id, day }: Step,
  of: { until: string; after_on: string; after_id: string; most: number },
): Query => sql`
  select l.loan_id, l.due_on from circulation.loan l
   where l.library_id = ${library_id} and l.returned_at is null and l.claimed_on is null and l.due_on between ${day} and ${of.until}
     and (l.due_on, l.loan_id) > (${of.after_on}::date, ${of.after_id}::bigint)
     and not exists (select from circulation.auto_renewal a
                      where a.library_id = l.library_id and a.loan_id = l.loan_id and a.decided_on = ${day})
   order by l.due_on, l.loan_id limit ${of.most}`
export const Due = Type.Object({ loan_id: Id, due_on: Day })

/** What the library set, and whether any row of its regulations renews by itself. */
export const policyQuery = (library_id: string): Query => sql`
  select (select jsonb_object_agg(s.key, s.value) from organisation.setting s
           where s.library_id = ${library_id} and s.key like 'circulation.auto_renew%') as settings,
    exists (select from circulation.regulation r join circulation.regulation_row x on x.version_id = r.version_id
             where r.library_id = any ((select organisation.scope())::bigint[]) and r.state <> 'draft'
               and x.rule -> 'values' ->> 'auto_renew' = 'true') as by_regulation`
export const PolicyRow = Type.Object({ settings: Type.Unknown(), by_regulation: Type.Boolean() })

export const choices = (is: Query): Query =>
  sql`select p.patron_id, p.auto_renew from patrons.patron p where ${is}`
export const Choice = Type.Object({ patron_id: Id, auto_renew: Nullable(Type.Boolean()) })

/** What was answered for a loan and its due day: the last answer stands. */
export interface Answered {
  readonly loan_id: string
  readonly due_on: string
  readonly new_due_on: string | null
  readonly findings: readonly object[]
  readonly event_id: string | null
}
export const keepAnswers = ({ library_id, day }: Step, rows: readonly Answered[]): Query => sql`
  insert into circulation.auto_renewal (library_id, loan_id, due_on, decided_on, renewed, new_due_on, findings, event_id)
  select ${library_id}, n.loan_id, n.due_on, ${day}, n.new_due_on is not null, n.new_due_on, n.findings, n.event_id
    from unnest(${rows.map(r => r.loan_id)}::bigint[], ${rows.map(r => r.due_on)}::date[], ${rows.map(r => r.new_due_on)}::date[],
      ${rows.map(r => JSON.stringify(r.findings))}::jsonb[], ${rows.map(r => r.event_id)}::uuid[])
      as n(loan_id, due_on, new_due_on, findings, event_id)
  on conflict (library_id, loan_id, due_on) do update
    set decided_on = excluded.decided_on, renewed = excluded.renewed, new_due_on = excluded.new_due_on, findings = excluded.findings,
        event_id = excluded.event_id`

/** Old nights and answers go, a few thousand in each transaction. */
export const forgetNights = (library_id: string, before: string, most: number): Query => sql`
  with answers as (
    delete from circulation.auto_renewal where library_id = ${library_id} and (loan_id, due_on) in (
      select loan_id, due_on from circulation.auto_renewal where library_id = ${library_id} and decided_on < ${before} limit ${most}) returning 1
  ), searches as (
    delete from circulation.shelf_search where library_id = ${library_id} and message_on < ${before} returning 1
  ), calls as (
    delete from circulation.hold_call where library_id = ${library_id} and called_at < ${before}::date returning 1
  ), nights as (
    delete from circulation.nightly_step where library_id = ${library_id} and day < ${before} returning 1
  )
  select count(*)::integer as gone from answers`
