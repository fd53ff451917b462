import { addDays, dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { ageBand } from '../../patrons/index.ts'
import { dayPart, type NewEvent, TRACE_DAYS } from './event.store.ts'

/** Who does it: a member of staff at a branch, or the clock; the same for all events of a batch but for the branch. */
export interface EventsBy {
  readonly now: string
  readonly library_id: string
  readonly staff_id: string | null
  readonly workstation_id: string | null
  readonly source: 'desk' | 'self' | 'internet' | 'job'
}
export type ManyEvents = readonly (NewEvent & { readonly branch_id: string })[]
const KEPT = '9999-12-31'

const rowOf = (e: ManyEvents[number]): object => {
  const day = dayOf(e.occurred_at)
  const p = e.person
  return {
    event_id: e.event_id,
    kind: e.kind,
    occurred_at: e.occurred_at,
    branch_id: e.branch_id,
    undoes: e.undoes ?? null,
    item_id: e.item_id,
    title_id: e.title_id ?? null,
    loan_id: e.loan_id ?? null,
    hold_id: e.hold_id ?? null,
    patron_id: p?.patron_id ?? null,
    patron_library_id: p?.library_id ?? null,
    age_band: p ? ageBand(p.birth_on, day) : null,
    gender: p?.gender ?? null,
    membership_type: p?.membership_type ?? null,
    postcode: p?.postcode ?? null,
    day_part: dayPart(e.occurred_at),
    due_on: e.due_on ?? null,
    late_days: e.late_days ?? null,
    amount_cents: e.amount_cents ?? null,
    undo: e.undo ?? null,
    reason: e.reason ?? null,
    erase_in: p?.keep_history ? KEPT : addDays(day, TRACE_DAYS + 1),
  }
}

/** The same rows as `eventQuery` writes one by one, for many events in one statement. */
export const eventsQuery = (by: EventsBy, events: ManyEvents): Query => sql`
  with e as materialized (
    select * from jsonb_to_recordset(${JSON.stringify(events.map(rowOf))}::jsonb) as r(event_id uuid, kind text, occurred_at timestamptz,
      branch_id bigint, undoes uuid, item_id bigint, title_id bigint, loan_id bigint, hold_id bigint, patron_id bigint, patron_library_id bigint,
      age_band text, gender text, membership_type text, postcode text, day_part text, due_on date, late_days integer, amount_cents integer,
      undo jsonb, reason text, erase_in date)
  ), made as (
    insert into circulation.event (event_id, occurred_at, received_at, kind, undoes, library_id, branch_id, workstation_id, staff_id, source,
      item_id, item_library_id, title_id, item_type, shelf, closed_stack, audience, language, loan_id, hold_id,
      patron_library_id, age_band, gender, membership_type, postcode, day_part, due_on, late_days, amount_cents, undo, reason)
    select e.event_id, e.occurred_at, ${by.now}, e.kind, e.undoes, ${by.library_id}, e.branch_id, ${by.workstation_id}, ${by.staff_id}, ${by.source},
           i.item_id, i.library_id, t.title_id, i.item_type, i.shelf, i.shelf ilike '%magazijn%', t.audience, t.language, e.loan_id, e.hold_id,
           e.patron_library_id, e.age_band, e.gender, e.membership_type, e.postcode, e.day_part, e.due_on, e.late_days, e.amount_cents, e.undo, e.reason
      from e left join inventory.item i on i.item_id = e.item_id
      left join cataloguing.title t on t.title_id = coalesce(i.title_id, e.title_id)
  )
  insert into circulation.event_patron (event_id, patron_id, library_id, erase_in)
  select e.event_id, e.patron_id, e.patron_library_id, e.erase_in from e where e.patron_id is not null`
