import { Day, DepartureReport, DepartureState, Id, Instant, Nullable, OneOf } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** What is open, by code; with it `done_at`, the moment up to which that was counted. */
export const Counted = Type.Record(Type.String(), Type.Integer())
/** What was looked at: what stands there, and what is open. */
export const Looked = Type.Object({ stands: DepartureReport, open: Counted })
export type Looked = Static<typeof Looked>
export const Accepted = Type.Record(
  Type.String(),
  Type.Object({ count: Type.Integer(), reason: Type.String(), at: Instant }),
)
export type Accepted = Static<typeof Accepted>

/** A departure as those who work on it hold it. */
export const DepartureRow = Type.Object({
  departure_id: Id,
  library_id: Id,
  library_name: Type.String(),
  reason: Type.String(),
  leaves_on: Day,
  state: DepartureState,
  wants: Nullable(OneOf(['look', 'export'])),
  report: Nullable(Looked),
  looked_at: Nullable(Instant),
  accepted: Accepted,
  exported_at: Nullable(Instant),
  fetched_at: Nullable(Instant),
  replayed: Type.Boolean(),
  step_no: Type.Integer(),
  after_code: Type.String(),
  done: Type.String(),
  total: Type.String(),
  people: Type.String(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Type.String(),
  made_by_id: Nullable(Id),
  confirmed_at: Nullable(Instant),
  confirmed_by: Nullable(Type.String()),
  begun_at: Nullable(Instant),
  left_at: Nullable(Instant),
  certificate_id: Nullable(Id),
  stopped_because: Nullable(Type.String()),
})
export type DepartureRow = Static<typeof DepartureRow>

const columns = sql`
  d.departure_id, d.library_id, l.name as library_name, d.reason, d.leaves_on, d.state, d.wants, d.report, d.looked_at, d.accepted, d.exported_at,
  d.fetched_at, d.replayed, d.step_no, d.after_code, d.done, d.total, d.people, d.fault, d.made_at, coalesce(m.name, '–') as made_by,
  d.made_by as made_by_id, d.confirmed_at, case when d.confirmed_at is null then null else coalesce(c.name, '–') end as confirmed_by,
  d.begun_at, d.left_at, d.certificate_id, d.stopped_because`
const joined = sql`
  moving.departure d join organisation.library l on l.library_id = d.library_id
  left join organisation.staff m on m.staff_id = d.made_by left join organisation.staff c on c.staff_id = d.confirmed_by`
export const departureById = (departure_id: string): Query =>
  sql`select ${columns} from ${joined} where d.departure_id = ${departure_id}`
export const departuresBefore = (before: string | null, most: number): Query =>
  sql`select ${columns} from ${joined} where d.departure_id < coalesce(${before}::bigint, 9223372036854775807) order by d.departure_id desc limit ${most}`
export const lockDeparture = (departure_id: string): Query =>
  sql`select ${columns} from ${joined} where d.departure_id = ${departure_id} for update of d`
/** That of a library, if it leaves and did not stop doing so. */
export const departureOf = (library_id: string): Query =>
  sql`select ${columns} from ${joined} where d.library_id = ${library_id} and d.state <> 'stopped'`
/** Held until the end of the batch; none while somebody else works on it. */
export const claimDeparture = (departure_id: string): Query =>
  sql`select ${columns} from ${joined} where d.departure_id = ${departure_id} for update of d skip locked`

/** Departures that have work to do, over all libraries: they tell of no person. */
export const workingDepartures: Query = sql`select departure_id, library_id from moving.departures_at_work()`
export const Working = Type.Object({ departure_id: Id, library_id: Id })
export type Working = Static<typeof Working>

/** Another departure, a fusion or a move of that library that is not over. */
export const inTheWay = (library_id: string): Query => sql`
  select case when exists (select from moving.departure where library_id = ${library_id} and state <> 'stopped') then 'departure' else 'other' end as what
   where exists (select from moving.departure where library_id = ${library_id} and state <> 'stopped')
      or exists (select from organisation.library where library_id = ${library_id} and rests_since is not null)
      or exists (select from moving.fusion where ${library_id}::bigint in (kept_id, absorbed_id) and state not in ('live', 'taken_back', 'stopped'))`
export const InTheWay = Type.Object({ what: OneOf(['departure', 'other']) })
export const activeLibrary = (library_id: string): Query =>
  sql`select library_id from organisation.library where library_id = ${library_id} and active`

export const insertDeparture = (of: {
  readonly library_id: string
  readonly reason: string
  readonly leaves_on: string
  readonly staff_id: string
  readonly now: string
}): Query => sql`
  insert into moving.departure (library_id, reason, leaves_on, state, made_at, made_by)
  values (${of.library_id}, ${of.reason}, ${of.leaves_on}, 'announced', ${of.now}, ${of.staff_id}) returning departure_id`
export const setConfirmed = (
  departure_id: string,
  by: { readonly staff_id: string; readonly now: string },
): Query =>
  sql`update moving.departure set state = 'confirmed', confirmed_at = ${by.now}, confirmed_by = ${by.staff_id}, wants = 'look', beat_at = null
       where departure_id = ${departure_id}`
export const setWants = (departure_id: string, wants: 'look' | 'export'): Query =>
  sql`update moving.departure set wants = ${wants}, fault = null, beat_at = null where departure_id = ${departure_id}`
export const setAccepted = (departure_id: string, accepted: Accepted): Query =>
  sql`update moving.departure set accepted = ${JSON.stringify(accepted)}::jsonb where departure_id = ${departure_id}`
export const setBegun = (
  departure_id: string,
  by: { readonly staff_id: string; readonly now: string },
): Query =>
  sql`update moving.departure set state = 'erasing', begun_at = ${by.now}, begun_by = ${by.staff_id}, step_no = 0, after_code = '', done = 0, total = 0,
         fault = null, beat_at = null where departure_id = ${departure_id}`
export const setStopped = (
  departure_id: string,
  by: { readonly staff_id: string; readonly now: string; readonly reason: string },
): Query =>
  sql`update moving.departure set state = 'stopped', wants = null, stopped_at = ${by.now}, stopped_by = ${by.staff_id}, stopped_because = ${by.reason}
       where departure_id = ${departure_id}`

export const setLooked = (departure_id: string, looked: Looked, at: string): Query =>
  sql`update moving.departure set report = ${JSON.stringify(looked)}::jsonb, looked_at = ${at}, wants = null, fault = null where departure_id = ${departure_id}`
export const setExported = (departure_id: string, at: string): Query =>
  sql`update moving.departure set exported_at = ${at}, fetched_at = null, wants = 'look', fault = null, accepted = accepted - 'not_fetched' - 'done_since_export'
       where departure_id = ${departure_id}`
export const beat = (departure_id: string): Query =>
  sql`update moving.departure set beat_at = clock_timestamp() where departure_id = ${departure_id}`
/** It may not begin: something became open since it was looked at. */
export const setBack = (departure_id: string, looked: Looked, at: string): Query =>
  sql`update moving.departure set state = 'confirmed', report = ${JSON.stringify(looked)}::jsonb, looked_at = ${at}, begun_at = null, begun_by = null,
         fault = 'changed' where departure_id = ${departure_id}`
export const setTotal = (departure_id: string, total: number): Query =>
  sql`update moving.departure set total = ${total} where departure_id = ${departure_id}`
export const goOn = (
  departure_id: string,
  at: {
    readonly step_no: number
    readonly after_code: string
    readonly done: number
    readonly people: number
  },
): Query =>
  sql`update moving.departure set step_no = ${at.step_no}, after_code = ${at.after_code}, done = done + ${at.done}, people = people + ${at.people}, fault = null,
         beat_at = clock_timestamp() where departure_id = ${departure_id}`
export const setLeft = (departure_id: string, certificate_id: string, now: string): Query =>
  sql`update moving.departure set state = 'left', done = total, left_at = ${now}, certificate_id = ${certificate_id} where departure_id = ${departure_id}`
export const setFault = (departure_id: string, fault: string): Query =>
  sql`update moving.departure set fault = ${fault} where departure_id = ${departure_id}`

/** After a backup of before it was put back: the erasure begins anew, whatever the state was then. */
export const replayDeparture = (library_id: string, now: string): Query => sql`
  with again as (
    update moving.departure set state = 'erasing', replayed = true, wants = null, step_no = 0, after_code = '', done = 0, total = 0, people = 0, begun_at = ${now},
           beat_at = null
     where library_id = ${library_id} and state not in ('left', 'erasing', 'stopped') returning 1)
  insert into moving.departure (library_id, reason, leaves_on, state, replayed, made_at, begun_at)
  select ${library_id}::bigint, 'replay', (${now}::timestamptz at time zone 'Europe/Brussels')::date, 'erasing', true, ${now}, ${now}
   where not exists (select from again) and not exists (select from moving.departure where library_id = ${library_id} and state <> 'stopped')`

export interface At {
  readonly library_id: string
  readonly departure_id: string
}
export interface TableRows {
  readonly table: string
  readonly rows: number
}
export const tallies = (at: At, rows: readonly TableRows[]): Query => sql`
  insert into moving.departure_tally as t (library_id, departure_id, of_table, count)
  select ${at.library_id}::bigint, ${at.departure_id}::bigint, x.of_table, sum(x.count)
    from unnest(${rows.map(r => r.table)}::text[], ${rows.map(r => r.rows)}::bigint[]) as x(of_table, count) where x.count > 0 group by x.of_table
  on conflict (departure_id, of_table) do update set count = t.count + excluded.count`
export const TallyRow = Type.Object({ table: Type.String(), rows: Type.Integer() })
export const talliesOf = (departure_id: string): Query =>
  sql`select of_table as table, count::integer as rows from moving.departure_tally where departure_id = ${departure_id} order by of_table`
/** A tally begins anew with its erasure. */
export const dropTallies = (at: At): Query =>
  sql`delete from moving.departure_tally where library_id = ${at.library_id} and departure_id = ${at.departure_id}`

export const forgetDepartureMarks = (before: string): Query =>
  sql`select moving.forget_departure_marks(${before}::date) as gone`
