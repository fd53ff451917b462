import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const AuthorityChange = Type.Object({
  authority_id: Id,
  made: Type.Boolean(),
  there: Type.Boolean(),
  same: Type.Boolean(),
  source: Type.String(),
  control_number: Type.String(),
  record: Type.Unknown(),
})
/** The authority records that an import made or changed, whether they are still as it left them, and what they were. */
export const authoritiesToUndo = (import_id: string, most: number): Query => sql`
  select c.authority_id, c.made, a.authority_id is not null as there, coalesce(a.record_hash = c.record_hash and a.state = 'in_use'
           and not exists (select from cataloguing.authority m where m.merged_into = a.authority_id)
           and not exists (select from cataloguing.authority_run r where a.authority_id in (r.authority_id, r.absorbed_id)), false) as same,
         coalesce(a.source, '') as source, coalesce(a.control_number, '') as control_number, v.record
    from cataloguing.import_authority c left join cataloguing.authority a on a.authority_id = c.authority_id
    left join cataloguing.authority_version v on v.authority_id = c.authority_id and v.version_no = c.version_no
   where c.import_id = ${import_id} order by c.authority_id desc limit ${most}`
export const forgetAuthorityChanges = (import_id: string, ids: readonly string[]): Query =>
  sql`delete from cataloguing.import_authority where import_id = ${import_id} and authority_id = any (${ids}::bigint[])`
