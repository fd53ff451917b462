import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** Who replaces a record, when, and why: a library, or an import of it. */
export interface Replacing {
  readonly at: string
  readonly library_id: string | null
  readonly import_id: string | null
  readonly why: string | null
}

export const Version = Type.Object({ title_id: Id, version_no: Type.Integer() })
/** Keeps what these titles are before they are changed; travels before the change, in the same transaction. */
export const keepVersions = (ids: readonly string[], by: Replacing): Query => sql`
  insert into cataloguing.title_version (title_id, version_no, source, control_number, record, record_hash, replaced_at, replaced_for,
    import_id, why)
  select t.title_id, coalesce((select max(v.version_no) from cataloguing.title_version v where v.title_id = t.title_id), 0) + 1,
         t.source, t.control_number, t.record, t.record_hash, ${by.at}::timestamptz, ${by.library_id}::bigint,
         ${by.import_id}::bigint, ${by.why}
    from cataloguing.title t where t.title_id = any (${ids}::bigint[])
  returning title_id, version_no`
