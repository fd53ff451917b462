import { Id, Instant, Nullable } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { At } from './departure.store.ts'

export const FileRow = Type.Object({
  departure_id: Id,
  file_no: Type.Integer(),
  name: Type.String(),
  records: Type.Integer(),
  bytes: Type.Integer(),
  parts: Type.Integer(),
  sha256: Nullable(Type.String()),
  fetched_at: Nullable(Instant),
})
export type FileRow = Static<typeof FileRow>
export const filesOf = (departure_ids: readonly string[]): Query => sql`
  select departure_id, file_no, name, records::integer, bytes::float8 as bytes, parts, sha256, fetched_at from moving.departure_file
   where departure_id = any (${departure_ids}::bigint[]) order by departure_id, file_no`

export const dropFiles = (departure_id: string): Query =>
  sql`delete from moving.departure_file where departure_id = ${departure_id}`
export const insertFile = (at: At, of: { readonly file_no: number; readonly name: string }): Query =>
  sql`insert into moving.departure_file (library_id, departure_id, file_no, name) values (${at.library_id}, ${at.departure_id}, ${of.file_no}, ${of.name})`
export const insertPart = (
  at: At,
  of: { readonly file_no: number; readonly part_no: number; readonly cipher: string },
): Query =>
  sql`insert into moving.departure_part (library_id, departure_id, file_no, part_no, cipher)
      values (${at.library_id}, ${at.departure_id}, ${of.file_no}, ${of.part_no}, ${of.cipher})`
export const endFile = (
  at: At,
  of: {
    readonly file_no: number
    readonly records: number
    readonly bytes: number
    readonly parts: number
    readonly sha256: string
  },
): Query =>
  sql`update moving.departure_file set records = ${of.records}, bytes = ${of.bytes}, parts = ${of.parts}, sha256 = ${of.sha256}
       where departure_id = ${at.departure_id} and file_no = ${of.file_no}`

export const PartRow = Type.Object({ cipher: Type.String(), parts: Type.Integer() })
export const partOf = (departure_id: string, file_no: number, part_no: number): Query => sql`
  select p.cipher, f.parts from moving.departure_part p join moving.departure_file f on f.departure_id = p.departure_id and f.file_no = p.file_no
   where p.departure_id = ${departure_id} and p.file_no = ${file_no} and p.part_no = ${part_no} and f.sha256 is not null`
export const markFetched = (departure_id: string, file_no: number, now: string): Query =>
  sql`update moving.departure_file set fetched_at = ${now} where departure_id = ${departure_id} and file_no = ${file_no}`
/** With the last file the whole export is with the library. */
export const markAllFetched = (departure_id: string, now: string): Query => sql`
  update moving.departure set fetched_at = ${now} where departure_id = ${departure_id} and fetched_at is null
     and not exists (select from moving.departure_file f where f.departure_id = ${departure_id} and f.fetched_at is null)`

/** An export that nobody took along for a month goes: it is made anew when it is wanted. */
export const forgetExports = (library_id: string, old: string): Query => sql`
  with gone as (
    delete from moving.departure_file f using moving.departure d
     where f.library_id = ${library_id} and d.departure_id = f.departure_id and coalesce(d.exported_at, d.made_at) < ${old}
       and d.state <> 'erasing' and d.wants is distinct from 'export' returning 1)
  select count(*)::integer as gone from gone`
