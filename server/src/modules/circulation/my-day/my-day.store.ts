import { Day, Nullable, PARTICIPATION_WARNING_DAYS } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Count = Type.Object({ count: Type.Integer() })
/** A number with the first day on which it would be too late for one of them. */
export const DatedCount = Type.Object({ count: Type.Integer(), first_on: Nullable(Day) })
export const ShelfCounts = Type.Object({
  ready: Type.Integer(),
  clear: Type.Integer(),
  moving: Type.Integer(),
})

/** What lies ready here, what nobody came for, and what is on its way here. */
export const shelfCounts = (branch_id: string, day: string): Query => sql`
  select count(*) filter (where h.closed_at is null and coalesce(h.ready_until, ${day}::date) >= ${day}::date)::integer as ready,
    count(*) filter (where h.closed_at is not null or h.ready_until < ${day}::date)::integer as clear,
    (select count(*)::integer from circulation.item_status m where m.to_branch_id = ${branch_id} and m.status = 'in_transit') as moving
    from circulation.item_status s join circulation.hold h on h.hold_id = s.hold_id
   where s.branch_id = ${branch_id} and s.status = 'hold_shelf'`

/** Letters that this branch has to print now: people and kinds, not titles. */
export const lettersCount = (at: { library_id: string; branch_id: string; now: string }): Query => sql`
  select count(distinct (m.patron_id, m.kind, m.step))::integer as count from messaging.message m
   where m.library_id = ${at.library_id} and m.state = 'planned' and m.channel = 'letter' and m.branch_id = ${at.branch_id}
     and m.not_before <= ${at.now}`

/** Roles of this library that nobody looked at for half a year; for who may do so, and nothing for the others. */
export const rolesToLookAt = (library_id: string, may: boolean, day: string): Query => sql`
  select count(*)::integer as count from organisation.staff_role r join organisation.staff a on a.staff_id = r.staff_id
   where ${may} and r.library_id = ${library_id} and a.kind <> 'machine' and a.active
     and (r.ends_on is null or r.ends_on >= ${day}::date)
     and coalesce(r.confirmed_at, r.granted_at) <= ${day}::date - interval '6 months'`

/** Libraries without an agreement, or with one that ends within sixty days (P16); for who keeps them, and nothing for the others. */
export const librariesClosing = (may: boolean, day: string): Query => sql`
  select count(*)::integer as count, min(c.last_on) as first_on from organisation.library l
    cross join lateral (select (select upper(r) - 1 from unnest(l.agreed) r where r @> ${day}::date) as last_on) c
   where ${may} and l.active and (not l.agreed @> ${day}::date or c.last_on <= ${day}::date + ${PARTICIPATION_WARNING_DAYS}::integer)`

/** Measures without a proof that counts today (P107); for who adds proof, and nothing for the others. */
export const measuresUnproved = (may: boolean, day: string): Query => sql`
  select count(*)::integer as count from privacy.measure m
   where ${may} and privacy.proof_of(m.measure, m.term_months, ${day}::date) <> 'fresh'`

/** Requests of readers that have to be answered within ten days, with the day of the first (AVG art. 12(3)). */
export const rightsDue = (day: string): Query => sql`
  select count(*)::integer as count, min(x.strict_on) as first_on from (
    select (c.received_on + make_interval(months => case when c.extended_on is null then 1 else 3 end))::date as strict_on
      from privacy.rights_case c where c.closed_at is null) x where x.strict_on <= ${day}::date + 10`
/** Breaches whose clock runs, with the day on which the first one ends (AVG art. 33(1)). */
export const breachesOpen: Query = sql`
  select count(*)::integer as count, min((b.known_at + interval '72 hours') at time zone 'Europe/Brussels')::date as first_on
    from privacy.breach b
   where b.closed_at is null and b.notified_at is null and b.decision is distinct from 'not'
     and (b.library_id = (select organisation.own_library()) or (select organisation.for_privacy()))`

/** Actions of a branch since a moment, newest first; no person in them. */
export const actionsQuery = (branch_id: string, since: string): Query => sql`
  select e.event_id, e.occurred_at as at, e.kind, coalesce(t.title, (select c.code from circulation.crate_trip ct join circulation.crate c on c.crate_id = ct.crate_id
           where ct.trip_id = (e.undo ->> 'trip_id')::bigint), '') as title, coalesce(s.name, '') as by,
         exists (select from circulation.event u where u.undoes = e.event_id) as undone
    from circulation.event e
    left join cataloguing.title t on t.title_id = e.title_id
    left join organisation.staff s on s.staff_id = e.staff_id
   where e.branch_id = ${branch_id} and e.occurred_at >= ${since} and e.kind <> 'undo'
   order by e.occurred_at desc, e.position desc limit 50`
