import { type Query, sql } from '../../../base/sql.ts'

/** Who changed an authority record by hand, told within their own library. */
export const insertAuthorityEdit = (of: {
  readonly library_id: string
  readonly authority_id: string
  readonly version: number
  readonly staff_id: string
}): Query => sql`
  insert into cataloguing.authority_edit (library_id, authority_id, version_no, staff_id)
  values (${of.library_id}, ${of.authority_id}, ${of.version}, ${of.staff_id})`

/** Another record with this heading: two may not have one (NACO, "Rules for comparison"). */
export const sameHeading = (of: {
  readonly kind: string
  readonly norm: string
  readonly not: string | null
}): Query => sql`
  select n.authority_id from cataloguing.authority_name n
   where n.norm = ${of.norm} and n.kind = ${of.kind} and n.role = 'heading' and n.authority_id is distinct from ${of.not}::bigint limit 1`
