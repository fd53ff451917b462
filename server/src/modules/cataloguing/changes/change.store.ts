import {
  ChangeRule,
  changeLineStates,
  ChangeSelection,
  changeStates,
  Id,
  Instant,
  Nullable,
  OneOf,
} from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { conditionOf } from '../cql/condition.store.ts'
import type { Meaning } from '../cql/understand.rules.ts'

export const ChangeRow = Type.Object({
  change_id: Id,
  library_id: Id,
  library_code: Type.String(),
  name: Type.String(),
  rules: Type.Array(ChangeRule),
  selection: ChangeSelection,
  central: Type.Boolean(),
  state: OneOf(changeStates),
  titles: Type.Integer(),
  handled: Type.Integer(),
  fault: Nullable(Type.String()),
  made_at: Instant,
  made_by: Nullable(Id),
  by: Type.String(),
  finished_at: Nullable(Instant),
  counts: Type.Record(Type.String(), Type.Integer()),
})
export type ChangeRow = Static<typeof ChangeRow>
const rows = sql`
  select c.change_id, c.library_id, l.code as library_code, c.name, c.rules, c.selection, c.central, c.state, c.titles, c.handled, c.fault,
         base.iso(c.made_at) as made_at, c.made_by, coalesce(s.name, '–') as by, base.iso(c.finished_at) as finished_at,
         coalesce((select jsonb_object_agg(x.state, x.n) from (select n.state, count(*) as n from cataloguing.title_change_line n
                     where n.library_id = c.library_id and n.change_id = c.change_id group by n.state) x), '{}') as counts
    from cataloguing.title_change c join organisation.library l on l.library_id = c.library_id left join organisation.staff s on s.staff_id = c.made_by`
export const changeById = (change_id: string): Query => sql`${rows} where c.change_id = ${change_id}`
export const lockChange = (change_id: string): Query =>
  sql`select change_id from cataloguing.title_change where change_id = ${change_id} for update`
export const changesBefore = (before: string | null, most: number): Query => sql`
  ${rows} where c.library_id = (select organisation.own_library()) and (${before}::bigint is null or c.change_id < ${before}::bigint)
   order by c.change_id desc limit ${most + 1}`

export const Made = Type.Object({ change_id: Id })
export const insertChange = (c: {
  readonly library_id: string
  readonly staff_id: string
  readonly name: string
  readonly rules: unknown
  readonly selection: unknown
  readonly central: boolean
  readonly at: string
}): Query => sql`
  insert into cataloguing.title_change (library_id, name, rules, selection, central, state, made_at, made_by)
  values (${c.library_id}, ${c.name}, ${JSON.stringify(c.rules)}, ${JSON.stringify(c.selection)}, ${c.central}, 'looking', ${c.at}::timestamptz, ${c.staff_id})
  returning change_id`

const held = (library_id: string): Query => sql`
  s.branches && array(select b.branch_id from organisation.branch b where b.library_id = ${library_id}::bigint)`
/** Titles that a question finds become the lines of a change, in the order of their numbers. */
export const linesOfQuestion = (of: {
  readonly library_id: string
  readonly change_id: string
  readonly meaning: Meaning | null
  readonly held: boolean
  readonly most: number
}): Query => sql`
  insert into cataloguing.title_change_line (library_id, change_id, line_no, title_id, state)
  select ${of.library_id}::bigint, ${of.change_id}::bigint, row_number() over (order by x.title_id), x.title_id, 'new'
    from (select s.title_id from cataloguing.title_search s
           where ${of.meaning === null ? sql`true` : conditionOf(of.meaning)} ${of.held ? sql`and ${held(of.library_id)}` : sql``}
           limit ${of.most + 1}) x returning line_no`
/** Numbers of a file, each once, with the title that each names: by a standard number, else by the number of its record. */
export const linesOfNumbers = (of: {
  readonly library_id: string
  readonly change_id: string
  readonly numbers: readonly (readonly [said: string, plain: string])[]
}): Query => sql`
  insert into cataloguing.title_change_line (library_id, change_id, line_no, title_id, number, state, why)
  select ${of.library_id}::bigint, ${of.change_id}::bigint, row_number() over (order by y.place), y.title_id, y.said,
         case when y.title_id is null then 'refused' else 'new' end, case when y.title_id is null then 'number_unknown' end
    from (select distinct on (coalesce(x.title_id::text, a.said)) a.place, a.said, x.title_id
            from unnest(${of.numbers.map(n => n[0])}::text[], ${of.numbers.map(n => n[1])}::text[]) with ordinality as a(said, plain, place)
            left join lateral (
              select cataloguing.stands_as(f.title_id) as title_id from (
                (select n.title_id, 1 as by from cataloguing.title_isbn n where n.isbn = a.plain limit 1)
                union all
                (select t.title_id, 2 from cataloguing.title t where t.control_number = a.said order by t.state, t.title_id limit 1)) f
               order by f.by limit 1) x on true
           order by coalesce(x.title_id::text, a.said), a.place) y returning line_no`
export const setTitles = (change_id: string, titles: number): Query =>
  sql`update cataloguing.title_change set titles = ${titles} where change_id = ${change_id}`
/** Enters a step; from `looking` on that counts what it handles anew. */
export const setState = (
  change_id: string,
  state: string,
  at: string | null,
  fault: string | null = null,
): Query => sql`
  update cataloguing.title_change set state = ${state}, finished_at = ${at}::timestamptz, fault = ${fault}, beat_at = null,
         handled = case when ${state} in ('running', 'reverting') then 0 else handled end
   where change_id = ${change_id}`

export const Busy = Type.Object({ change_id: Id })
export const busyChanges: Query = sql`
  select change_id from cataloguing.title_change where library_id = (select organisation.own_library()) and state in ('looking', 'running', 'reverting')
     and coalesce(beat_at, '-infinity') < clock_timestamp() - interval '1 minute' order by change_id`
/** Notes how far it is; nothing where it was stopped meanwhile. */
export const beat = (change_id: string, state: string, more: number): Query => sql`
  update cataloguing.title_change set beat_at = clock_timestamp(), handled = handled + ${more} where change_id = ${change_id} and state = ${state}
  returning change_id`

export const LineToDo = Type.Object({
  line_no: Type.Integer(),
  title_id: Id,
  version_no: Nullable(Type.Integer()),
  record_hash: Type.Unknown(),
})
export type LineToDo = Static<typeof LineToDo>
export const linesInState = (change_id: string, state: string, most: number): Query => sql`
  select line_no, title_id, version_no, record_hash from cataloguing.title_change_line
   where library_id = (select organisation.own_library()) and change_id = ${change_id} and state = ${state} order by line_no limit ${most}`
export interface LineDone {
  readonly line_no: number
  readonly state: string
  readonly why: string | null
  readonly version_no: number | null
  /** In hexadecimal. */
  readonly hash: string | null
}
export const noteLines = (change_id: string, lines: readonly LineDone[]): Query => sql`
  update cataloguing.title_change_line n set state = x.state, why = x.why, version_no = coalesce(x.version_no, n.version_no),
         record_hash = coalesce(decode(x.hash, 'hex'), n.record_hash)
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x(line_no integer, state text, why text, version_no integer, hash text)
   where n.library_id = (select organisation.own_library()) and n.change_id = ${change_id} and n.line_no = x.line_no`

export const TitleNow = Type.Object({
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  title: Type.String(),
  author: Nullable(Type.String()),
  series: Nullable(Type.String()),
  record: Type.Unknown(),
  record_hash: Type.Unknown(),
})
export type TitleNow = Static<typeof TitleNow>
const now = sql`select title_id, source, control_number, title, author, series, record, record_hash from cataloguing.title`
export const titlesThere = (ids: readonly string[], lock: boolean): Query => sql`
  ${now} where title_id = any (${ids}::bigint[]) and state = 'in_use' order by title_id ${lock ? sql`for no key update` : sql``}`

export const LineRow = Type.Object({
  line_no: Type.Integer(),
  title_id: Nullable(Id),
  number: Nullable(Type.String()),
  title: Nullable(Type.String()),
  author: Nullable(Type.String()),
  state: OneOf(changeLineStates),
  why: Nullable(Type.String()),
})
export const linesAfter = (
  change_id: string,
  of: { readonly state: string | null; readonly after: number; readonly most: number },
): Query => sql`
  select n.line_no, n.title_id, n.number, t.title, t.author, n.state, n.why
    from cataloguing.title_change_line n left join cataloguing.title t on t.title_id = n.title_id
   where n.library_id = (select organisation.own_library()) and n.change_id = ${change_id} and n.line_no > ${of.after}
     and (${of.state}::text is null or n.state = ${of.state}::text) order by n.line_no limit ${of.most + 1}`
export const OneLine = Type.Object({
  state: OneOf(changeLineStates),
  version_no: Nullable(Type.Integer()),
  record: Type.Unknown(),
  former: Type.Unknown(),
  next: Type.Unknown(),
})
/** A line with the record as it is now; and where the change replaced a version, that one and what came of it. */
export const oneLine = (change_id: string, line_no: number): Query => sql`
  select n.state, n.version_no, t.record, v.record as former,
         coalesce((select x.record from cataloguing.title_version x where x.title_id = n.title_id and x.version_no = n.version_no + 1), t.record) as next
    from cataloguing.title_change_line n join cataloguing.title t on t.title_id = n.title_id
    left join cataloguing.title_version v on v.title_id = n.title_id and v.version_no = n.version_no
   where n.library_id = (select organisation.own_library()) and n.change_id = ${change_id} and n.line_no = ${line_no}`
