import { Day, Id, Instant, JoiningState, Nullable, Rung } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const JoiningRow = Type.Object({
  joining_id: Id,
  agreement_id: Nullable(Id),
  name: Type.String(),
  rung: Rung,
  starts_on: Day,
  ends_on: Nullable(Day),
  membership_types: Nullable(Type.Array(Type.String())),
  libraries: Type.Array(
    Type.Object({ library_id: Id, name: Type.String(), joins: Type.Boolean(), tells: Type.Boolean() }),
  ),
  wait_days: Type.Integer(),
  second_person: Type.Boolean(),
  told_before_on: Nullable(Day),
  told_before: Nullable(Type.String()),
  state: JoiningState,
  made_at: Instant,
  made_by_id: Nullable(Id),
  made_by: Type.String(),
  told_from: Nullable(Instant),
  told_by_id: Nullable(Id),
  told_by: Nullable(Type.String()),
  ended_at: Nullable(Instant),
  ended_by: Nullable(Type.String()),
})
export type JoiningRow = Static<typeof JoiningRow>

/** Accounts of other libraries are not seen, so their names are a dash. */
const joinings = sql`
  select j.joining_id, j.agreement_id, j.name, j.rung, j.starts_on, j.ends_on, j.membership_types, j.wait_days, j.second_person,
         j.told_before_on, j.told_before, j.state, j.made_at, j.made_by as made_by_id, coalesce(m.name, '–') as made_by, j.told_from,
         j.told_by as told_by_id, case when j.told_from is null then null else coalesce(t.name, '–') end as told_by, j.ended_at,
         case when j.ended_at is null then null else coalesce(e.name, '–') end as ended_by,
         (select jsonb_agg(jsonb_build_object('library_id', x.library_id::text, 'name', l.name, 'joins', x.joins, 'tells', x.tells)
                   order by x.joins desc, l.name, l.library_id)
            from organisation.joining_library x join organisation.library l on l.library_id = x.library_id
           where x.joining_id = j.joining_id) as libraries
    from organisation.joining j
    left join organisation.staff m on m.staff_id = j.made_by left join organisation.staff t on t.staff_id = j.told_by
    left join organisation.staff e on e.staff_id = j.ended_by`
export const oneJoining = (joining_id: string): Query => sql`${joinings} where j.joining_id = ${joining_id}`
export const joiningsBefore = (before: string | null, most: number): Query =>
  sql`${joinings} where j.joining_id < coalesce(${before}::bigint, 9223372036854775807) order by j.joining_id desc limit ${most}`

/** Held while it changes state, so that two who act at once come one after the other. */
export const lockJoining = (joining_id: string): Query =>
  sql`select l.library_id from organisation.library l join organisation.joining_library x on x.library_id = l.library_id
       where x.joining_id = ${joining_id} order by l.library_id for no key update of l`

export interface NewJoining {
  readonly agreement_id: string | null
  readonly name: string
  readonly rung: string
  readonly starts_on: string
  readonly ends_on: string | null
  readonly membership_types: readonly string[] | null
  readonly told_before: { readonly on: string; readonly reference: string } | null
  readonly libraries: readonly {
    readonly library_id: string
    readonly joins: boolean
    readonly tells: boolean
  }[]
  readonly wait_days: number
  readonly second_person: boolean
}
export const insertJoining = (
  j: NewJoining,
  by: { readonly staff_id: string; readonly now: string },
): Query => sql`
  with made as (
    insert into organisation.joining (agreement_id, name, rung, starts_on, ends_on, membership_types, wait_days, second_person, told_before_on,
      told_before, state, made_at, made_by)
    values (${j.agreement_id}, ${j.name}, ${j.rung}, ${j.starts_on}, ${j.ends_on}, ${j.membership_types}::text[], ${j.wait_days}, ${j.second_person},
      ${j.told_before?.on ?? null}, ${j.told_before?.reference ?? null}, 'draft', ${by.now}, ${by.staff_id}) returning joining_id),
  taking as (
    insert into organisation.joining_library (joining_id, library_id, joins, tells)
    select made.joining_id, x.library_id, x.joins, x.tells from made,
           unnest(${j.libraries.map(l => l.library_id)}::bigint[], ${j.libraries.map(l => l.joins)}::boolean[],
                  ${j.libraries.map(l => l.tells)}::boolean[]) as x(library_id, joins, tells))
  select joining_id from made`

export const setTelling = (
  joining_id: string,
  by: { readonly staff_id: string; readonly now: string },
): Query =>
  sql`update organisation.joining set state = 'telling', told_from = ${by.now}, told_by = ${by.staff_id} where joining_id = ${joining_id}`

export const endJoining = (
  joining_id: string,
  to: {
    readonly state: 'active' | 'withdrawn'
    readonly agreement_id: string | null
    readonly proof: object | null
    readonly staff_id: string
    readonly now: string
  },
): Query =>
  sql`update organisation.joining set state = ${to.state}, agreement_id = coalesce(${to.agreement_id}::bigint, agreement_id), ended_at = ${to.now},
         ended_by = ${to.staff_id}, proof = ${to.proof && JSON.stringify(to.proof)} where joining_id = ${joining_id}`

/** Counts of each library of a joining; null where the session may not be told them. */
export const CountRow = Type.Object({
  library_id: Id,
  records: Type.Integer(),
  by_email: Type.Integer(),
  by_letter: Type.Integer(),
  /** Libraries that see its patrons today already, among those of the joining. */
  seen_by: Type.Array(Id),
})
export const countsOf = (joining_id: string, day: string): Query => sql`
  select x.library_id, coalesce(c.records, 0) as records, coalesce(c.by_email, 0) as by_email, coalesce(c.by_letter, 0) as by_letter,
         array(select y.library_id::text from organisation.joining_library y
                where y.joining_id = x.joining_id and y.library_id <> x.library_id and y.library_id = any (organisation.scope_of(x.library_id))) as seen_by
    from organisation.joining_library x cross join lateral patrons.count_for_notice(x.library_id, ${day}::date) c
   where x.joining_id = ${joining_id} order by x.joins desc, x.library_id`

export const ProgressRow = Type.Object({
  library_id: Id,
  name: Type.String(),
  done: Type.Boolean(),
  looked: Type.Integer(),
  planned: Type.Integer(),
  mails_waiting: Type.Integer(),
  letters_waiting: Type.Integer(),
  sent: Type.Integer(),
  printed: Type.Integer(),
  failed: Type.Integer(),
  kept_back: Type.Integer(),
  dropped: Type.Integer(),
  last_at: Nullable(Instant),
})
export type ProgressRow = Static<typeof ProgressRow>
export const progressOf = (joining_id: string): Query => sql`
  select x.library_id, l.name, c.* from organisation.joining_library x join organisation.library l on l.library_id = x.library_id
    cross join lateral messaging.notice_progress('cooperation', x.joining_id, x.library_id) c
   where x.joining_id = ${joining_id} and x.tells and c.done is not null order by x.joins desc, l.name`
