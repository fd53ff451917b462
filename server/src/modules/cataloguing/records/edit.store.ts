import { Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Editing = Type.Object({
  title_id: Id,
  source: Type.String(),
  source_name: Nullable(Type.String()),
  control_number: Type.String(),
  title: Type.String(),
  author: Nullable(Type.String()),
  series: Nullable(Type.String()),
  record: Type.Unknown(),
  record_hash: Type.Unknown(),
  changed_at: Instant,
  version: Type.Integer(),
  own_source: Type.String(),
  only: Type.Boolean(),
  dropped_at: Nullable(Instant),
})
export type Editing = Type.Static<typeof Editing>

const columns = (library_id: string): Query => sql`
  t.title_id, t.source, (select l.name from organisation.library l where l.code = t.source) as source_name, t.control_number, t.title, t.author, t.series, t.record, t.record_hash, t.changed_at,
  1 + coalesce((select max(v.version_no) from cataloguing.title_version v where v.title_id = t.title_id), 0) as version,
  (select l.code from organisation.library l where l.library_id = ${library_id}) as own_source,
  (select count(*) from organisation.library x where x.active) = 1 as only,
  (select base.iso(d.dropped_at) from cataloguing.title_dropped d where d.title_id = t.title_id) as dropped_at`
export const editing = (title_id: string, library_id: string): Query =>
  sql`select ${columns(library_id)} from cataloguing.title t where t.title_id = ${title_id} and t.state = 'in_use'`
/** The same, held until the end of the transaction. */
export const lockEditing = (title_id: string, library_id: string): Query =>
  sql`select ${columns(library_id)} from cataloguing.title t where t.title_id = ${title_id} and t.state = 'in_use' for update of t`

export const Own = Type.Object({ own_source: Type.String() })
export const ownSource = (library_id: string): Query =>
  sql`select code as own_source from organisation.library where library_id = ${library_id}`

export const VersionRow = Type.Object({
  version: Type.Integer(),
  at: Instant,
  by: Nullable(Type.String()),
  library: Nullable(Type.String()),
  import_id: Nullable(Id),
  why: Nullable(Type.String()),
  source: Type.String(),
})
/** Who it was is told within the own library; of another, its name. */
export const versionsBefore = (title_id: string, before: number | null, most: number): Query => sql`
  select v.version_no as version, v.replaced_at as at, s.name as by, l.name as library, v.import_id, v.why, v.source
    from cataloguing.title_version v left join organisation.library l on l.library_id = v.replaced_for
    left join cataloguing.title_edit e on e.title_id = v.title_id and e.version_no = v.version_no
    left join organisation.staff s on s.staff_id = e.staff_id
   where v.title_id = ${title_id} and (${before}::integer is null or v.version_no < ${before}::integer) order by v.version_no desc limit ${most + 1}`
export const OneVersion = Type.Object({ version: Type.Integer(), at: Instant, record: Type.Unknown() })
export const oneVersion = (title_id: string, version: number): Query => sql`
  select v.version_no as version, v.replaced_at as at, v.record from cataloguing.title_version v join cataloguing.title t on t.title_id = v.title_id
   where v.title_id = ${title_id} and v.version_no = ${version} and t.state = 'in_use'`

/** Who it was, told within their own library. */
export const insertEdit = (of: {
  readonly library_id: string
  readonly title_id: string
  readonly version: number
  readonly staff_id: string
}): Query => sql`
  insert into cataloguing.title_edit (library_id, title_id, version_no, staff_id)
  values (${of.library_id}, ${of.title_id}, ${of.version}, ${of.staff_id})`

/** Titles that must not be here already are made one at a time, so that each sees the one before it. */
export const lockFresh: Query = sql`select pg_advisory_xact_lock(hashtextextended('kaft fresh title', 0))`
/** The same for many at once. */
export const insertEdits = (
  library_id: string,
  staff_id: string,
  all: readonly { readonly title_id: string; readonly version: number }[],
): Query => sql`
  insert into cataloguing.title_edit (library_id, title_id, version_no, staff_id)
  select ${library_id}::bigint, x.title_id, x.version, ${staff_id}::bigint
    from unnest(${all.map(a => a.title_id)}::bigint[], ${all.map(a => a.version)}::integer[]) as x(title_id, version)`
