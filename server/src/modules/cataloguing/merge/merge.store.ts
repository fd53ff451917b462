import { Day, Id, Instant, Nullable, OneOf } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import { type Keeper, keeps } from '../doubles/list.store.ts'
import { PROVISIONAL } from '../provisional/provisional-title.store.ts'

export const Both = Type.Object({
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  title: Type.String(),
  author: Nullable(Type.String()),
  series: Nullable(Type.String()),
  material: Type.String(),
  isbns: Type.Array(Type.String()),
  provisional: Type.Boolean(),
  kept_here: Type.Boolean(),
  record: Type.Unknown(),
})
export type Both = Static<typeof Both>
const both = (keeper: Keeper): Query => sql`
  select t.title_id, t.source, t.control_number, t.title, t.author, t.series, t.material, t.isbns, t.source = ${PROVISIONAL} as provisional,
         ${keeps(sql`t`, keeper)} as kept_here, t.record from cataloguing.title t`
export const bothQuery = (ids: readonly string[], keeper: Keeper): Query =>
  sql`${both(keeper)} where t.title_id = any (${ids}::bigint[]) and t.state = 'in_use' order by t.title_id`
/** Both, in the order of their ids, so that two who merge never wait in a ring; what comes for either waits meanwhile. */
export const lockBoth = (ids: readonly string[]): Query =>
  sql`select title_id from cataloguing.title where title_id = any (${ids}::bigint[]) order by title_id for update`

export const Sources = Type.Object({ codes: Type.Array(Type.String()) })
/** The sources of libraries; any other is shared by them. */
export const sourcesOfLibraries: Query = sql`select array_agg(code) as codes from organisation.library`

/** How many items and reports hang on a title, and of how many libraries the items are. */
export const Hanging = Type.Object({
  items: Type.Integer(),
  libraries: Type.Integer(),
  reports: Type.Integer(),
})
export const hangingOn = (title_id: string): Query => sql`
  select count(*)::integer as items, count(distinct i.library_id)::integer as libraries,
         (select count(*) from cataloguing.record_report r where r.title_id = ${title_id} and r.state in ('open', 'taken'))::integer as reports
    from inventory.item i where i.title_id = ${title_id}`

/** The title leads on to the other one; it is found under its number alone. */
export const leadOn = (gone_id: string, kept_id: string, at: string): Query => sql`
  with search as (delete from cataloguing.title_search where title_id = ${gone_id}),
  numbers as (delete from cataloguing.title_isbn where title_id = ${gone_id})
  update cataloguing.title set state = 'merged', merged_into = ${kept_id}, changed_at = ${at}::timestamptz where title_id = ${gone_id}`
export const standAgain = (gone_id: string, at: string): Query =>
  sql`update cataloguing.title set state = 'in_use', merged_into = null, changed_at = ${at}::timestamptz where title_id = ${gone_id}`
export const touch = (title_id: string, at: string): Query =>
  sql`update cataloguing.title set changed_at = ${at}::timestamptz where title_id = ${title_id}`

export const Made = Type.Object({ merge_id: Id })
export const insertMerge = (m: {
  readonly kept_id: string
  readonly gone_id: string
  readonly library_id: string
  readonly staff_id: string
  readonly at: string
  readonly rows_all: number
  readonly replaced: { readonly version_no: number; readonly hash: Buffer } | null
}): Query => sql`
  insert into cataloguing.title_merge (kept_id, gone_id, library_id, made_at, made_by, state, version_no, record_hash, rows_all)
  values (${m.kept_id}, ${m.gone_id}, ${m.library_id}, ${m.at}::timestamptz, ${m.staff_id}, 'moving', ${m.replaced?.version_no ?? null}::integer,
          ${m.replaced?.hash ?? null}::bytea, ${m.rows_all}) returning merge_id`

const states = ['moving', 'done', 'undoing', 'undone'] as const
export const MergeRow = Type.Object({
  merge_id: Id,
  kept_id: Id,
  gone_id: Id,
  title: Type.String(),
  source: Type.String(),
  control_number: Type.String(),
  library: Type.String(),
  by: Nullable(Type.String()),
  made_at: Instant,
  on: Day,
  state: OneOf(states),
  rows_all: Type.Integer(),
  rows_done: Type.Integer(),
})
const shown = sql`
  select m.merge_id, m.kept_id, m.gone_id, t.title, t.source, t.control_number, l.name as library, s.name as by, base.iso(m.made_at) as made_at,
         (m.made_at at time zone 'Europe/Brussels')::date as on, m.state, m.rows_all, least(m.rows_done, m.rows_all) as rows_done
    from cataloguing.title_merge m join cataloguing.title t on t.title_id = m.gone_id join organisation.library l on l.library_id = m.library_id
    left join organisation.staff s on s.staff_id = m.made_by`
export const mergeById = (merge_id: string): Query => sql`${shown} where m.merge_id = ${merge_id}`
export const mergesInto = (kept_id: string, before: string | null, most: number): Query => sql`
  ${shown} where m.kept_id = ${kept_id} and m.state <> 'undone' and (${before}::bigint is null or m.merge_id < ${before}::bigint)
   order by m.merge_id desc limit ${most + 1}`

/** What the work needs to know of a merge, held until the end of the transaction. */
export const Work = Type.Object({
  merge_id: Id,
  kept_id: Id,
  gone_id: Id,
  library_id: Id,
  made: Type.String(),
  state: OneOf(states),
  version_no: Nullable(Type.Integer()),
  record_hash: Type.Unknown(),
  rows_all: Type.Integer(),
})
export type Work = Static<typeof Work>
const work = sql`select merge_id, kept_id, gone_id, library_id, made_at::text as made, state, version_no, record_hash, rows_all from cataloguing.title_merge`
export const lockMerge = (merge_id: string): Query => sql`${work} where merge_id = ${merge_id} for update`
export const Busy = Type.Object({ merge_id: Id })
export const busyMerges: Query = sql`
  select merge_id from cataloguing.title_merge where library_id = (select organisation.own_library()) and state in ('moving', 'undoing') order by merge_id`
export const setState = (merge_id: string, state: string, at: string | null): Query => sql`
  update cataloguing.title_merge set state = ${state}, ended_at = ${at}::timestamptz, rows_done = case when ${state} = 'undoing' then 0 else rows_done end
   where merge_id = ${merge_id}`
export const noteDone = (merge_id: string, more: number): Query =>
  sql`update cataloguing.title_merge set rows_done = rows_done + ${more} where merge_id = ${merge_id}`

/** What moves with a title by this module: its rows are noted by their ids. */
export type Kind = 'item' | 'report' | 'holding'

/** Notes what moved. */
export const notePart = (merge_id: string, kind: Kind, ids: readonly string[]): Query => sql`
  insert into cataloguing.title_merge_part (merge_id, kind, part_no, ids)
  select ${merge_id}::bigint, ${kind}, 1 + coalesce(max(part_no), 0), ${ids}::bigint[] from cataloguing.title_merge_part
   where merge_id = ${merge_id} and kind = ${kind} having cardinality(${ids}::bigint[]) > 0`
export const Part = Type.Object({ part_no: Type.Integer(), ids: Type.Array(Id) })
export const lastPart = (merge_id: string, kind: Kind): Query => sql`
  select part_no, ids::text[] as ids from cataloguing.title_merge_part where merge_id = ${merge_id} and kind = ${kind} order by part_no desc limit 1`
export const dropPart = (merge_id: string, kind: Kind, part_no: number): Query =>
  sql`delete from cataloguing.title_merge_part where merge_id = ${merge_id} and kind = ${kind} and part_no = ${part_no}`

export const Moved = Type.Object({ id: Id })
/** Open reports go along: whoever keeps the title that stays looks whether it has the same error. */
export const moveReports = (gone_id: string, kept_id: string): Query => sql`
  update cataloguing.record_report set title_id = ${kept_id} where title_id = ${gone_id} and state in ('open', 'taken') returning report_id as id`
export const moveReportsBack = (
  ids: readonly string[],
  of: { gone_id: string; kept_id: string },
): Query => sql`
  update cataloguing.record_report set title_id = ${of.gone_id} where report_id = any (${ids}::bigint[]) and title_id = ${of.kept_id}`

/** The kept record as it was before fields were taken over, if nothing changed it since. */
export const Former = Type.Object({
  source: Type.String(),
  control_number: Type.String(),
  record: Type.Unknown(),
})
export const formerQuery = (w: Work): Query => sql`
  select v.source, v.control_number, v.record from cataloguing.title_version v join cataloguing.title t on t.title_id = v.title_id
   where v.title_id = ${w.kept_id} and v.version_no = ${w.version_no}::integer and t.record_hash = ${w.record_hash}::bytea`
/** What circulation keeps of titles, in numbers. */
export const Counted = Type.Object({
  holds: Type.Integer(),
  holds_twice: Type.Integer(),
  loans: Type.Integer(),
})
export const Count = Type.Object({ moved: Type.Integer() })
export const Last = Type.Object({ version_no: Type.Integer() })
export const lastVersion = (title_id: string): Query =>
  sql`select max(version_no) as version_no from cataloguing.title_version where title_id = ${title_id}`
export const Standing = Type.Object({ state: Type.String(), record: Type.Unknown() })
export const standingQuery = (title_id: string): Query =>
  sql`select state, record from cataloguing.title where title_id = ${title_id}`
