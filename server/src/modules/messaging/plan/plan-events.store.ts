import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Cursor = Type.Object({ position: Type.String() })
/** The planner's place; held until it is moved, so that two planners never read the same. */
export const cursorQuery = sql`select position from messaging.cursor for update`
export const moveCursor = (position: string): Query =>
  sql`update messaging.cursor set position = greatest(position, ${position}::bigint)`

export const News = Type.Object({
  upto: Type.Union([Type.String(), Type.Null()]),
  libraries: Type.Array(Type.String()),
})
export const newsQuery = (after: string, most: number): Query =>
  sql`select n.upto, array(select x::text from unnest(n.libraries) x) as libraries from messaging.news(${after}, ${most}) n`

/** A part of the desk's events, and what a plan depends on beside them. */
export interface Part {
  readonly after: string
  readonly upto: string
  readonly now: string
  /** Minutes for which what the desk causes waits, so that undo still withdraws it. */
  readonly delay_min: number
  readonly by_email: boolean
}

/** Reads the delay of the own library. */
export const Delay = Type.Object({ value: Type.Unknown() })
export const delayQuery = (library_id: string): Query =>
  sql`select value from organisation.setting where library_id = ${library_id} and key = 'messages.desk_delay_min'`

/** By e-mail when the patron prefers that, has an address, and the server can send; else by letter (P74). */
export const channelOf = (by_email: boolean): Query =>
  sql`case when ${by_email} and p.message_channel = 'email' and p.email is not null then 'email' else 'letter' end`

const notBefore = (part: Part): Query =>
  sql`case when e.source in ('desk', 'self') then greatest(${part.now}::timestamptz, e.received_at + make_interval(mins => ${part.delay_min}::integer))
           else ${part.now}::timestamptz end`

/**
 * Holds that an event of the last week touched, by how they stand now: ready, moved to another branch, or ended without anybody
 * coming. The last event that touched it is the one by which undo finds it.
 */
export const planHolds = (library_id: string, part: Part): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, hold_id, title_id, about_on, event_id, branch_id, channel, planned_at, not_before, state, once)
  select distinct on (x.once) x.library_id, x.patron_id, x.kind, x.hold_id, x.title_id, x.ready_until, x.event_id, x.pickup_branch_id, x.channel,
         x.planned_at, x.not_before, x.state, x.once from (
    select h.library_id, h.patron_id, k.kind, h.hold_id, h.title_id, h.ready_until, e.event_id, h.pickup_branch_id, ${channelOf(part.by_email)} as channel,
           ${part.now}::timestamptz as planned_at, ${notBefore(part)} as not_before, 'planned' as state, k.once, e.position
      from circulation.event e
      join circulation.hold h on h.hold_id = e.hold_id and h.library_id = ${library_id}
      join patrons.patron p on p.patron_id = h.patron_id
      cross join lateral (
        select 'hold_ready' as kind, 'ready ' || h.hold_id || ' ' || h.ready_at::text as once where h.state = 'ready'
        union all
        select 'hold_expired', 'expired ' || h.hold_id || ' ' || e.event_id where e.kind in ('hold_expired', 'hold_cleared') and h.state = 'expired'
        union all
        select 'hold_moved', 'moved ' || h.hold_id || ' ' || e.event_id
         where e.kind = 'hold_changed' and h.closed_at is null and h.state <> 'ready'
           and coalesce(e.undo #>> '{whole,pickup_branch_id}', e.undo #>> '{hold,pickup_branch_id}') <> h.pickup_branch_id::text) k
     where e.position > ${part.after} and e.position <= ${part.upto} and e.occurred_at > ${part.now}::timestamptz - interval '7 days') x
   order by x.once, x.position desc
  on conflict (library_id, once) do update set state = 'planned', reason = null, ended_at = null, not_before = excluded.not_before, event_id = excluded.event_id
   where messaging.message.state in ('dropped', 'withdrawn') and messaging.message.reason is distinct from 'by_staff'`

/** Loans that were renewed by themselves. */
export const planRenewals = (library_id: string, part: Part): Query => sql`
  insert into messaging.message (library_id, patron_id, kind, loan_id, title_id, about_on, event_id, branch_id, channel, planned_at, not_before, state, once)
  select l.library_id, l.patron_id, 'renewed', l.loan_id, l.title_id, e.due_on, e.event_id, l.branch_id, ${channelOf(part.by_email)},
         ${part.now}, ${part.now}, 'planned', 'renewed ' || l.loan_id || ' ' || e.due_on
    from circulation.event e
    join circulation.loan l on l.loan_id = e.loan_id and l.library_id = ${library_id} and l.returned_at is null
    join patrons.patron p on p.patron_id = l.patron_id
   where e.position > ${part.after} and e.position <= ${part.upto} and e.kind = 'renewal' and e.source = 'job'
  on conflict (library_id, once) do nothing`

/** What was undone is not said, as long as it was not said yet. */
export const withdrawUndone = (library_id: string, part: Part): Query => sql`
  update messaging.message m set state = 'withdrawn', reason = 'undone', ended_at = ${part.now}
    from circulation.event e
   where e.position > ${part.after} and e.position <= ${part.upto} and e.kind = 'undo' and m.event_id = e.undoes
     and m.library_id = ${library_id} and m.state = 'planned' and m.claimed_at is null`
