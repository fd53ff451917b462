import { Id, Instant, moveKinds, MoveMapping, moveReasons, MoveState, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A move as those who work on it hold it. */
export const MoveRow = Type.Object({
  move_id: Id,
  library_id: Id,
  library_name: Type.String(),
  library_code: Type.String(),
  branch_id: Id,
  state: MoveState,
  mapping: MoveMapping,
  version: Type.Integer(),
  checked_version: Nullable(Type.Integer()),
  pass: Type.Integer(),
  whole: Type.Boolean(),
  step_no: Type.Integer(),
  row_no: Type.String(),
  step: Nullable(Type.String()),
  done: Type.String(),
  total: Type.String(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Nullable(Id),
  by: Type.String(),
  frozen_at: Nullable(Instant),
  loaded_at: Nullable(Instant),
  signed_at: Nullable(Instant),
  signer: Nullable(Type.String()),
  without_email: Nullable(Type.String()),
  undo_until: Nullable(Instant),
  /** Nobody did a batch of it for a minute. */
  still: Type.Boolean(),
})
export type MoveRow = Type.Static<typeof MoveRow>

const columns = sql`
  m.move_id, m.library_id, l.name as library_name, l.code as library_code, m.branch_id, m.state, m.mapping, m.version, m.checked_version, m.pass, m.whole,
  m.step_no, m.row_no, m.step, m.done, m.total, m.fault, m.made_at, m.made_by, coalesce(s.name, '–') as by, m.frozen_at, m.loaded_at,
  m.signed_at, g.name as signer, m.without_email, m.undo_until,
  coalesce(m.beat_at, '-infinity') < clock_timestamp() - interval '1 minute' as still`
const joined = sql`
  moving.move m join organisation.library l on l.library_id = m.library_id
  left join organisation.staff s on s.staff_id = m.made_by left join organisation.staff g on g.staff_id = m.signed_by`

export const moveById = (move_id: string): Query =>
  sql`select ${columns} from ${joined} where m.move_id = ${move_id}`
export const lastMoves: Query = sql`
  select ${columns} from ${joined} where m.library_id = (select organisation.own_library()) order by m.move_id desc limit 50`
export const lockMove = (move_id: string): Query =>
  sql`select ${columns} from ${joined} where m.move_id = ${move_id} for update of m`
/** The move, held until the end of the batch; none while somebody else works on it. */
export const claimMove = (move_id: string): Query =>
  sql`select ${columns} from ${joined} where m.move_id = ${move_id} for update of m skip locked`
/** Moves of the entered library that have work to do. */
export const workingMoves: Query = sql`
  select m.move_id from moving.move m where m.library_id = (select organisation.own_library()) and m.state in ('checking', 'loading', 'taking_back')
     and coalesce(m.beat_at, '-infinity') < clock_timestamp() - interval '1 minute'`
export const OpenMove = Type.Object({ move_id: Id })

export const insertMove = (of: {
  readonly library_id: string
  readonly branch_id: string
  readonly mapping: object
  readonly at: string
  readonly staff_id: string | null
}): Query => sql`
  insert into moving.move (library_id, branch_id, mapping, state, made_at, made_by)
  values (${of.library_id}, ${of.branch_id}, ${JSON.stringify(of.mapping)}, 'open', ${of.at}, ${of.staff_id}) returning move_id`
export const anOpenMove = (library_id: string): Query => sql`
  select move_id from moving.move where library_id = ${library_id} and state not in ('live', 'taken_back', 'stopped')`

/** Another mapping, or other files: a dry run of before says nothing any more. */
export const setMapping = (move_id: string, mapping: object): Query =>
  sql`update moving.move set mapping = ${JSON.stringify(mapping)}, version = version + 1 where move_id = ${move_id}`
export const countUp = (move_id: string): Query =>
  sql`update moving.move set version = version + 1 where move_id = ${move_id}`

/** Begins a phase: its cursor stands at the beginning. */
export const beginPhase = (
  move_id: string,
  of: {
    readonly state: string
    readonly pass: number
    readonly whole: boolean
    readonly frozen_at: string | null
    readonly staff_id: string | null
  },
): Query => sql`
  update moving.move set state = ${of.state}, pass = ${of.pass}, whole = ${of.whole}, step_no = 0, row_no = 0, step = null, done = 0, total = 0, fault = null, beat_at = null,
         frozen_at = coalesce(frozen_at, ${of.frozen_at}), frozen_by = coalesce(frozen_by, case when ${of.frozen_at}::timestamptz is null then null else ${of.staff_id}::bigint end)
   where move_id = ${move_id}`

export const moveCursor = (
  move_id: string,
  to: {
    readonly step_no: number
    readonly row_no: number
    readonly step: string | null
    readonly done: number
    readonly total: number
  },
): Query => sql`
  update moving.move set step_no = ${to.step_no}, row_no = ${to.row_no}, step = ${to.step}, done = ${to.done}, total = ${to.total}, fault = null, beat_at = clock_timestamp()
   where move_id = ${move_id}`

export const endPhase = (move_id: string, state: string, at: string): Query => sql`
  update moving.move set state = ${state}, step = null, done = total, checked_version = case when ${state} = 'checked' then version else checked_version end,
         loaded_at = case when ${state} = 'loaded' then ${at}::timestamptz else loaded_at end
   where move_id = ${move_id}`
export const setFault = (move_id: string, fault: string): Query =>
  sql`update moving.move set fault = ${fault} where move_id = ${move_id}`

export const Tallied = Type.Object({
  pass: Type.Integer(),
  kind: OneOf(moveKinds),
  whole: Type.Boolean(),
  read: Type.Integer(),
  made: Type.Integer(),
  changed: Type.Integer(),
  same: Type.Integer(),
  gone: Type.Integer(),
  refused: Type.Integer(),
  left_behind: Type.Integer(),
  fields: Type.Integer(),
  read_cents: Type.Integer(),
  refused_cents: Type.Integer(),
})
export const talliesOf = (move_id: string): Query => sql`
  select pass, kind, whole, read::integer, made::integer, changed::integer, same::integer, gone::integer, refused::integer, left_behind::integer,
         fields::integer, read_cents::integer, refused_cents::integer from moving.tally where move_id = ${move_id} order by pass, kind`

export const Reasoned = Type.Object({
  pass: Type.Integer(),
  kind: OneOf(moveKinds),
  reason: OneOf(moveReasons),
  field: Nullable(Type.String()),
  count: Type.Integer(),
})
export const reasonsOf = (move_id: string): Query => sql`
  select pass, kind, reason, field, count(*)::integer as count from moving.refusal where move_id = ${move_id}
   group by pass, kind, reason, field order by pass, count(*) desc, kind, reason, field limit 400`
