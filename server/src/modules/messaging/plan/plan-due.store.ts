import { Day, Id, ReminderTerms } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { DueMessage } from './due-message.rules.ts'
import { channelOf } from './plan-events.store.ts'

export const DueLoan = Type.Object({
  loan_id: Id,
  due_on: Day,
  terms: ReminderTerms,
  told: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('predue'), Type.Literal('reminder'), Type.Literal('invoice')]),
      step: Type.Integer(),
      on: Day,
    }),
  ),
})
export type DueLoan = Static<typeof DueLoan>

/**
 * How many days before a due day anybody has to be told, at most, by whatever terms there are: a loan may have been lent under
 * those of a cooperation that ended.
 */
export const AheadRow = Type.Object({ days: Type.Integer() })
export const aheadQuery = sql`
  select coalesce(max((t.resolved -> 'reminders' ->> 'predue_days')::integer), 0) as days from circulation.terms t`

/** Where a walk over the loans of a library is. */
export interface Place {
  readonly due_on: string
  readonly loan_id: string
}

/**
 * Open loans that may have to be told of, by due day: those that are late, and those whose notice may have come. What a reader
 * says to have brought back is not asked for. What was
 * dropped or withdrawn counts as told: a loan that came back and went out again has a due day of its own.
 */
export const dueLoans = (library_id: string, at: { until: string; after: Place; most: number }): Query => sql`
  select l.loan_id, l.due_on, t.resolved -> 'reminders' as terms,
    coalesce((select json_agg(json_build_object('kind', m.kind, 'step', m.step,
                'on', (coalesce(m.ended_at, m.planned_at) at time zone 'Europe/Brussels')::date))
              from messaging.message m where m.loan_id = l.loan_id and m.about_on = l.due_on and m.kind in ('predue', 'reminder', 'invoice')), '[]') as told
    from circulation.loan l join circulation.terms t on t.terms_id = l.terms_id
   where l.library_id = ${library_id} and l.returned_at is null and l.patron_id is not null and l.claimed_on is null
     and l.due_on <= ${at.until} and (l.due_on, l.loan_id) > (${at.after.due_on}::date, ${at.after.loan_id}::bigint)
   order by l.due_on, l.loan_id limit ${at.most}`

export interface ToTell extends DueMessage {
  readonly loan_id: string
  readonly due_on: string
}

/** Plans them in one statement; who is gone meanwhile, or was told, falls out. An invoice is a letter, always. */
export const planDue = (
  library_id: string,
  at: { readonly now: string; readonly by_email: boolean },
  rows: readonly ToTell[],
): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, step, loan_id, title_id, about_on, branch_id, channel, planned_at, not_before, state, cost_cents, once)
  select l.library_id, l.patron_id, r.kind, r.step, l.loan_id, l.title_id, l.due_on, l.branch_id,
         case when r.kind = 'invoice' then 'letter' else ${channelOf(at.by_email)} end, ${at.now}, ${at.now}, 'planned', r.cost_cents,
         r.kind || ' ' || r.step || ' ' || l.loan_id || ' ' || l.due_on
    from unnest(${rows.map(r => r.loan_id)}::bigint[], ${rows.map(r => r.kind)}::text[], ${rows.map(r => r.step)}::smallint[],
                ${rows.map(r => r.cost_cents)}::integer[], ${rows.map(r => r.due_on)}::date[]) as r(loan_id, kind, step, cost_cents, due_on)
    join circulation.loan l on l.loan_id = r.loan_id and l.due_on = r.due_on and l.returned_at is null and l.claimed_on is null
    join patrons.patron p on p.patron_id = l.patron_id
   where l.library_id = ${library_id}
  on conflict (library_id, once) do nothing`

/** Loans that the night could not renew: told once, of the last two nights, since one may have been missed. */
export const planNotRenewed = (
  library_id: string,
  at: { readonly now: string; readonly since: string; readonly by_email: boolean },
): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, loan_id, title_id, about_on, branch_id, channel, planned_at, not_before, state, once)
  select l.library_id, l.patron_id, 'not_renewed', l.loan_id, l.title_id, l.due_on, l.branch_id, ${channelOf(at.by_email)}, ${at.now}, ${at.now}, 'planned',
         'not_renewed ' || l.loan_id || ' ' || l.due_on
    from circulation.auto_renewal a
    join circulation.loan l on l.loan_id = a.loan_id and l.due_on = a.due_on and l.returned_at is null and l.claimed_on is null
    join patrons.patron p on p.patron_id = l.patron_id
   where a.library_id = ${library_id} and a.decided_on >= ${at.since} and not a.renewed
  on conflict (library_id, once) do nothing`
