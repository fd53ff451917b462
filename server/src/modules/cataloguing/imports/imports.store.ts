import { Id, ImportCounts, ImportRules, importStates, Instant, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const ImportRow = Type.Object({
  import_id: Id,
  library_id: Id,
  library_code: Type.String(),
  profile_id: Id,
  profile_name: Type.String(),
  rules: ImportRules,
  name: Type.String(),
  bytes: Type.String(),
  read_bytes: Type.String(),
  parts: Type.Integer(),
  whole: Type.Boolean(),
  state: OneOf(importStates),
  counts: Type.Partial(ImportCounts),
  problems: Type.Integer(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Nullable(Id),
  by: Type.String(),
  started_at: Nullable(Instant),
  finished_at: Nullable(Instant),
  reverted_at: Nullable(Instant),
  central: Type.Boolean(),
})
export type ImportRow = Type.Static<typeof ImportRow>

const columns = sql`
  i.import_id, i.library_id, l.code as library_code, i.profile_id, p.name as profile_name, i.rules, i.name, i.bytes, i.read_bytes, i.parts, i.whole,
  i.state, i.counts, i.problems, i.fault, i.made_at, i.made_by, coalesce(s.name, '–') as by, i.started_at, i.finished_at, i.reverted_at,
  i.central`
const joined = sql`
  cataloguing.import i join organisation.library l on l.library_id = i.library_id
  join cataloguing.import_profile p on p.profile_id = i.profile_id left join organisation.staff s on s.staff_id = i.made_by`

export const importById = (import_id: string): Query =>
  sql`select ${columns} from ${joined} where i.import_id = ${import_id}`
export const lockImport = (import_id: string): Query =>
  sql`select ${columns} from ${joined} where i.import_id = ${import_id} for update of i`
export const importsBefore = (before: string | null, most: number): Query => sql`
  select ${columns} from ${joined} where i.library_id = (select organisation.own_library())
     and (${before}::bigint is null or i.import_id < ${before}::bigint) order by i.import_id desc limit ${most + 1}`

export const insertImport = (of: {
  readonly library_id: string
  readonly profile_id: string
  readonly name: string
  readonly bytes: number
  readonly at: string
  readonly staff_id: string | null
  /** Whether whoever begins it may give titles of any source another description, where the profile does so. */
  readonly central: boolean
}): Query => sql`
  insert into cataloguing.import (library_id, profile_id, rules, central, name, bytes, state, made_at, made_by)
  select ${of.library_id}, p.profile_id, p.rules, p.central and ${of.central}, ${of.name}, ${of.bytes}, 'open', ${of.at}::timestamptz, ${of.staff_id}::bigint
    from cataloguing.import_profile p where p.profile_id = ${of.profile_id} and p.ended_at is null
  returning import_id`
export const MadeImport = Type.Object({ import_id: Id })

export const insertPart = (of: {
  readonly library_id: string
  readonly import_id: string
  readonly part_no: number
  readonly packed: Buffer
}): Query => sql`
  with part as (
    insert into cataloguing.import_part (library_id, import_id, part_no, bytes)
    values (${of.library_id}, ${of.import_id}, ${of.part_no}, ${of.packed})
    on conflict (library_id, import_id, part_no) do update set bytes = excluded.bytes)
  update cataloguing.import set parts = greatest(parts, ${of.part_no}) where import_id = ${of.import_id}`
export const HowMany = Type.Object({ parts: Type.Integer(), last: Type.Integer() })
export const howMany = (import_id: string): Query =>
  sql`select count(*)::integer as parts, coalesce(max(part_no), 0)::integer as last from cataloguing.import_part where import_id = ${import_id}`
export const Part = Type.Object({ bytes: Type.Unknown() })
export const onePart = (import_id: string, part_no: number): Query =>
  sql`select bytes from cataloguing.import_part where import_id = ${import_id} and part_no = ${part_no}`
export const dropParts = (import_id: string): Query =>
  sql`delete from cataloguing.import_part where import_id = ${import_id}`

/** Begins a phase from its start: what an earlier look through noted goes. */
export const beginPhase = (import_id: string, state: string, at: string): Query => sql`
  update cataloguing.import set state = ${state}, read_bytes = 0, counts = '{}', problems = 0, fault = null, beat_at = null, finished_at = null, whole = true,
         started_at = case when ${state} = 'loading' then ${at}::timestamptz else started_at end
   where import_id = ${import_id}`
export const beginRevert = (import_id: string, staff_id: string | null): Query => sql`
  update cataloguing.import set state = 'reverting', reverted_by = ${staff_id}::bigint, fault = null, beat_at = null, read_bytes = 0
   where import_id = ${import_id}`
export const stopImport = (import_id: string, at: string): Query =>
  sql`update cataloguing.import set state = 'stopped', finished_at = ${at}::timestamptz where import_id = ${import_id}`
export const clearProblems = (import_id: string): Query =>
  sql`delete from cataloguing.import_problem where import_id = ${import_id}`

export const ProblemRow = Type.Object({
  problem_id: Id,
  position: Nullable(Type.String()),
  record_no: Nullable(Type.Integer()),
  reason: Type.String(),
  detail: Type.String(),
  title_id: Nullable(Id),
})
export const problemsAfter = (import_id: string, after: string | null, most: number): Query => sql`
  select problem_id, position, record_no, reason, detail, title_id from cataloguing.import_problem
   where library_id = (select organisation.own_library()) and import_id = ${import_id} and problem_id > coalesce(${after}::bigint, 0)
   order by problem_id limit ${most + 1}`
