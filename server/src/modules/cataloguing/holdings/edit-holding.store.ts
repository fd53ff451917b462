import { HeldText, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { Replacing } from '../records/versions.store.ts'

export const HoldingNow = Type.Object({
  holding_id: Id,
  title_id: Id,
  title: Type.String(),
  title_number: Type.String(),
  library_id: Id,
  library_name: Type.String(),
  library_code: Type.String(),
  source: Type.String(),
  source_name: Nullable(Type.String()),
  control_number: Type.String(),
  embedded: Type.Boolean(),
  statements: HeldText.properties.statements,
  record: Type.Unknown(),
  record_hash: Type.Unknown(),
  changed_at: Instant,
  version: Type.Integer(),
  only: Type.Boolean(),
  places: HeldText.properties.places,
  /** The branches of its places, in their order. */
  branch_ids: Type.Array(Id),
})
export type HoldingNow = Type.Static<typeof HoldingNow>
const now = (holding_id: string): Query => sql`
  select h.holding_id, h.title_id, t.title, t.control_number as title_number, l.library_id, l.name as library_name, l.code as library_code, h.source,
         (select x.name from organisation.library x where x.code = h.source) as source_name, h.control_number,
         h.embedded, h.statements, h.record, h.record_hash, h.changed_at,
         1 + coalesce((select max(v.version_no) from cataloguing.holding_version v where v.holding_id = h.holding_id), 0) as version,
         (select count(*) from organisation.library x where x.active) = 1 as only,
         coalesce((select jsonb_agg(jsonb_build_object('branch_name', pb.name, 'shelf', p.shelf, 'call_number', p.call_number) order by p.place_no)
            from cataloguing.holding_place p join organisation.branch pb on pb.branch_id = p.branch_id where p.holding_id = h.holding_id), '[]') as places,
         array(select p.branch_id::text from cataloguing.holding_place p where p.holding_id = h.holding_id order by p.place_no) as branch_ids
    from cataloguing.holding h join organisation.branch b on b.branch_id = h.branch_id join organisation.library l on l.library_id = b.library_id
    join cataloguing.title t on t.title_id = h.title_id
   where h.holding_id = ${holding_id}::bigint`
export { now as holdingNow }
export const lockHolding = (holding_id: string): Query =>
  sql`select holding_id from cataloguing.holding where holding_id = ${holding_id}::bigint for update`

export const ItemNamed = Type.Object({
  barcode: Type.String(),
  item_id: Id,
  branch_name: Type.String(),
  shelf: Nullable(Type.String()),
  issue: Nullable(Type.String()),
  here: Type.Boolean(),
})
/** Items of a library by their barcodes, and whether they are of this title. */
export const itemsNamed = (of: {
  readonly library_id: string
  readonly title_id: string
  readonly barcodes: readonly string[]
}): Query => sql`
  select i.barcode, i.item_id, b.name as branch_name, i.shelf, i.issue, i.title_id = ${of.title_id}::bigint as here
    from inventory.item i join organisation.branch b on b.branch_id = i.branch_id
   where i.library_id = ${of.library_id}::bigint and i.barcode = any (${of.barcodes}::text[]) and i.state <> 'withdrawn'`

/** Keeps what these holdings are before they are changed; travels before the change, in the same transaction. */
export const keepHoldingVersions = (ids: readonly string[], by: Replacing): Query => sql`
  insert into cataloguing.holding_version (holding_id, version_no, record, replaced_at, replaced_for, import_id, why)
  select h.holding_id, coalesce((select max(v.version_no) from cataloguing.holding_version v where v.holding_id = h.holding_id), 0) + 1,
         h.record, ${by.at}::timestamptz, ${by.library_id}::bigint, ${by.import_id}::bigint, ${by.why}
    from cataloguing.holding h where h.holding_id = any (${ids}::bigint[])`
export const insertHoldingEdit = (of: {
  readonly library_id: string
  readonly holding_id: string
  readonly version: number
  readonly staff_id: string
}): Query => sql`
  insert into cataloguing.holding_edit (library_id, holding_id, version_no, staff_id)
  values (${of.library_id}, ${of.holding_id}, ${of.version}, ${of.staff_id})`

/** Who it was is told within the own library; of another, its name. */
export const holdingVersionsBefore = (holding_id: string, before: number | null, most: number): Query => sql`
  select v.version_no as version, v.replaced_at as at, s.name as by, l.name as library, v.import_id, v.why, h.source
    from cataloguing.holding_version v join cataloguing.holding h on h.holding_id = v.holding_id
    left join organisation.library l on l.library_id = v.replaced_for
    left join cataloguing.holding_edit e on e.holding_id = v.holding_id and e.version_no = v.version_no
    left join organisation.staff s on s.staff_id = e.staff_id
   where v.holding_id = ${holding_id}::bigint and (${before}::integer is null or v.version_no < ${before}::integer)
   order by v.version_no desc limit ${most + 1}`
export const oneHoldingVersion = (holding_id: string, version: number): Query => sql`
  select version_no as version, replaced_at as at, record from cataloguing.holding_version
   where holding_id = ${holding_id}::bigint and version_no = ${version}`

/** Takes a record out and keeps what the way back needs. */
export const removeOne = (of: {
  readonly library_id: string
  readonly holding_id: string
  readonly removed_id: string
  readonly at: string
}): readonly Query[] => [
  sql`insert into cataloguing.holding_removed (library_id, removed_id, title_id, source, control_number, embedded, record, removed_at)
      select ${of.library_id}::bigint, ${of.removed_id}::uuid, h.title_id, h.source, h.control_number, h.embedded, h.record, ${of.at}::timestamptz
        from cataloguing.holding h where h.holding_id = ${of.holding_id}::bigint`,
  sql`delete from cataloguing.holding where holding_id = ${of.holding_id}::bigint`,
]
export const Removed = Type.Object({
  title_id: Id,
  source: Type.String(),
  control_number: Type.String(),
  embedded: Type.Boolean(),
  record: Type.Unknown(),
  stands: Type.Boolean(),
})
export const removedOne = (library_id: string, removed_id: string): Query => sql`
  select r.title_id, r.source, r.control_number, r.embedded, r.record,
         exists (select from cataloguing.title t where t.title_id = r.title_id and t.state <> 'withdrawn') as stands
    from cataloguing.holding_removed r where r.library_id = ${library_id}::bigint and r.removed_id = ${removed_id}::uuid for update of r`
export const forgetRemoved = (library_id: string, removed_id: string): Query =>
  sql`delete from cataloguing.holding_removed where library_id = ${library_id}::bigint and removed_id = ${removed_id}::uuid`

export const TitleHere = Type.Object({
  title_id: Id,
  control_number: Type.String(),
  library_code: Type.String(),
})
export const titleHere = (title_id: string, library_id: string): Query => sql`
  select t.title_id, t.control_number, l.code as library_code from cataloguing.title t cross join organisation.library l
   where t.title_id = ${title_id}::bigint and t.state = 'in_use' and l.library_id = ${library_id}::bigint`
export const sameNumber = (of: { readonly source: string; readonly control_number: string }): Query =>
  sql`select holding_id from cataloguing.holding where source = ${of.source} and control_number = ${of.control_number} limit 1`
