import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** The import of records belongs to no library; what is noted of it here does. */
export const enterQuery = (library_id: string): Query => sql`select organisation.enter_library(${library_id})`

export const Working = Type.Object({ import_id: Id })
/** Imports of the entered library with work to do, at which nobody was for a minute. */
export const workingImports: Query = sql`
  select import_id from cataloguing.import where library_id = (select organisation.own_library()) and state in ('checking', 'loading', 'reverting')
     and coalesce(beat_at, '-infinity') < clock_timestamp() - interval '1 minute' order by import_id`

/** Notes how far it is; nothing where it was stopped meanwhile, by which whoever works on it knows. */
export const beat = (of: {
  readonly import_id: string
  readonly state: string
  readonly read_bytes: number
  readonly counts: object
  readonly problems: number
}): Query => sql`
  update cataloguing.import set beat_at = clock_timestamp(), read_bytes = ${of.read_bytes}, counts = ${JSON.stringify(of.counts)}, problems = ${of.problems}
   where import_id = ${of.import_id} and state = ${of.state} returning import_id`

export const endPhase = (of: {
  readonly import_id: string
  readonly from: string
  readonly to: string
  readonly at: string
  readonly fault?: string
}): Query => sql`
  update cataloguing.import set state = ${of.to}, finished_at = ${of.at}::timestamptz, fault = ${of.fault ?? null},
         reverted_at = case when ${of.to} = 'reverted' then ${of.at}::timestamptz else reverted_at end
   where import_id = ${of.import_id} and state = ${of.from}`

export interface Noted {
  readonly position: number | null
  readonly record_no: number | null
  readonly reason: string
  readonly detail: string
  readonly title_id: string | null
}
export const insertProblems = (library_id: string, import_id: string, all: readonly Noted[]): Query => sql`
  insert into cataloguing.import_problem (library_id, import_id, position, record_no, reason, detail, title_id)
  select ${library_id}::bigint, ${import_id}::bigint, x.position, x.record_no, x.reason, x.detail, x.title_id
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as x(position bigint, record_no integer, reason text, detail text, title_id bigint)`

export interface ChangeNoted {
  readonly title_id: string
  readonly made: boolean
  readonly version_no: number | null
  readonly hash: Buffer
}
/** A title that two records of one import changed goes back to before the first, and is as the last left it. */
export const noteChanges = (library_id: string, import_id: string, all: readonly ChangeNoted[]): Query => sql`
  insert into cataloguing.import_change as c (library_id, import_id, title_id, made, version_no, record_hash)
  select distinct on (x.title_id) ${library_id}::bigint, ${import_id}::bigint, x.*
    from unnest(${all.map(a => a.title_id)}::bigint[], ${all.map(a => a.made)}::boolean[], ${all.map(a => a.version_no)}::integer[],
      ${all.map(a => a.hash)}::bytea[]) as x(title_id, made, version_no, record_hash)
  on conflict (library_id, import_id, title_id) do update set record_hash = excluded.record_hash`
export const noteItems = (
  library_id: string,
  import_id: string,
  made: readonly { readonly library_id: string; readonly barcode: string }[],
): Query => sql`
  insert into cataloguing.import_item (library_id, import_id, item_id)
  select ${library_id}::bigint, ${import_id}::bigint, i.item_id
    from unnest(${made.map(m => m.library_id)}::bigint[], ${made.map(m => m.barcode)}::text[]) as a(library_id, barcode)
    join inventory.item i on i.library_id = a.library_id and i.barcode = a.barcode
  on conflict do nothing`

export const Undone = Type.Object({ item_id: Id, title_id: Id })
/** The items that an import made, the last first. */
export const itemsToUndo = (import_id: string, most: number): Query => sql`
  select m.item_id, i.title_id from cataloguing.import_item m join inventory.item i on i.item_id = m.item_id
   where m.import_id = ${import_id} order by m.item_id desc limit ${most}`
export const forgetItems = (import_id: string, ids: readonly string[]): Query =>
  sql`delete from cataloguing.import_item where import_id = ${import_id} and item_id = any (${ids}::bigint[])`
export const ChangeRow = Type.Object({
  title_id: Id,
  made: Type.Boolean(),
  version_no: Type.Union([Type.Integer(), Type.Null()]),
  same: Type.Boolean(),
  there: Type.Boolean(),
})
/** The titles that it made or changed, and whether they are still as it left them. */
export const changesToUndo = (import_id: string, most: number): Query => sql`
  select c.title_id, c.made, c.version_no, coalesce(t.record_hash = c.record_hash and t.state = 'in_use', false) as same, t.title_id is not null as there
    from cataloguing.import_change c left join cataloguing.title t on t.title_id = c.title_id
   where c.import_id = ${import_id} order by c.title_id desc limit ${most}`
export const forgetChanges = (import_id: string, ids: readonly string[]): Query =>
  sql`delete from cataloguing.import_change where import_id = ${import_id} and title_id = any (${ids}::bigint[])`
export const VersionRecord = Type.Object({
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  record: Type.Unknown(),
})
export const versionsOf = (
  asked: readonly { readonly title_id: string; readonly version_no: number | null }[],
): Query => sql`
  select v.title_id, v.source, v.control_number, v.record from cataloguing.title_version v
    join unnest(${asked.map(a => a.title_id)}::bigint[], ${asked.map(a => a.version_no)}::integer[]) as a(title_id, version_no)
      on a.title_id = v.title_id and a.version_no = v.version_no`

export const Tally = Type.Object({
  titles_new: Type.Integer(),
  titles_changed: Type.Integer(),
  titles_removed: Type.Integer(),
  titles_marked: Type.Integer(),
  items_new: Type.Integer(),
  authorities_new: Type.Integer(),
  authorities_changed: Type.Integer(),
  holdings_new: Type.Integer(),
  holdings_changed: Type.Integer(),
  holdings_removed: Type.Integer(),
})
export const tally = (import_id: string): Query => sql`
  select (select count(*) from cataloguing.import_change where import_id = ${import_id} and made)::integer as titles_new,
         (select count(*) from cataloguing.import_change where import_id = ${import_id} and not made)::integer as titles_changed,
         (select count(*) from cataloguing.import_removed where import_id = ${import_id})::integer as titles_removed,
         (select count(*) from cataloguing.title_dropped where import_id = ${import_id})::integer as titles_marked,
         (select count(*) from cataloguing.import_item where import_id = ${import_id})::integer as items_new,
         (select count(*) from cataloguing.import_authority where import_id = ${import_id} and made)::integer as authorities_new,
         (select count(*) from cataloguing.import_authority where import_id = ${import_id} and not made)::integer as authorities_changed,
         (select count(*) from cataloguing.import_holding where import_id = ${import_id} and record is null)::integer as holdings_new,
         (select count(*) from cataloguing.import_holding where import_id = ${import_id} and record is not null and record_hash is not null)::integer as holdings_changed,
         (select count(*) from cataloguing.import_holding where import_id = ${import_id} and record is not null and record_hash is null)::integer as holdings_removed`

export const RemovedRow = Type.Object({
  control_number: Type.String(),
  source: Type.String(),
  record: Type.Unknown(),
  there: Type.Boolean(),
})
/** Titles that an import took out, and whether one with the number is there again. */
export const removedToUndo = (import_id: string, most: number): Query => sql`
  select r.control_number, r.source, r.record, t.title_id is not null as there
    from cataloguing.import_removed r left join cataloguing.title t on t.source = r.source and t.control_number = r.control_number
   where r.import_id = ${import_id} order by r.control_number limit ${most}`
export const forgetRemoved = (import_id: string, numbers: readonly string[]): Query => sql`
  delete from cataloguing.import_removed where import_id = ${import_id} and control_number = any (${numbers}::text[])`
export const unmarkImport = (import_id: string): Query =>
  sql`delete from cataloguing.title_dropped where import_id = ${import_id}`

/** As for titles: an authority record goes back to before the first change of the import. */
export const noteAuthorities = (
  library_id: string,
  import_id: string,
  all: readonly {
    readonly authority_id: string
    readonly made: boolean
    readonly version_no: number | null
    readonly hash: Buffer
  }[],
): Query => sql`
  insert into cataloguing.import_authority (library_id, import_id, authority_id, made, version_no, record_hash)
  select ${library_id}::bigint, ${import_id}::bigint, a.* from unnest(${all.map(a => a.authority_id)}::bigint[], ${all.map(a => a.made)}::boolean[],
    ${all.map(a => a.version_no)}::integer[], ${all.map(a => a.hash)}::bytea[]) as a(authority_id, made, version_no, record_hash)
  on conflict (library_id, import_id, authority_id) do update set record_hash = excluded.record_hash`

/** As for titles: a holdings record goes back to before the first change of the import. */
export const noteHoldings = (
  of: { readonly library_id: string; readonly import_id: string; readonly source: string },
  all: readonly {
    readonly control_number: string
    readonly title_id: string | null
    readonly record: Buffer | null
    readonly hash: Buffer | null
  }[],
): Query => sql`
  insert into cataloguing.import_holding (library_id, import_id, source, control_number, title_id, record, record_hash)
  select ${of.library_id}::bigint, ${of.import_id}::bigint, ${of.source}, a.* from unnest(${all.map(a => a.control_number)}::text[],
    ${all.map(a => a.title_id)}::bigint[], ${all.map(a => a.record)}::bytea[], ${all.map(a => a.hash)}::bytea[]) as a(control_number, title_id, record, record_hash)
  on conflict (library_id, import_id, control_number) do update set record_hash = excluded.record_hash`
