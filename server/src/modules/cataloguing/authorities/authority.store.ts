import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { AuthorityRow } from './authority-row.ts'

export const StoredAuthority = Type.Object({
  authority_id: Id,
  control_number: Type.String(),
  record: Type.Unknown(),
  record_hash: Type.Unknown(),
  merged: Type.Boolean(),
})
export type StoredAuthority = Type.Static<typeof StoredAuthority>
/** The authority records of a source that stand under these numbers. */
export const storedAuthorities = (source: string, numbers: readonly string[]): Query => sql`
  select authority_id, control_number, record, record_hash, state = 'merged' as merged from cataloguing.authority
   where source = ${source} and control_number = any (${numbers}::text[])`

const document = sql`to_tsvector('cataloguing.simple_plain', a.words)`
const rowsOf = (rows: readonly AuthorityRow[]): Query => {
  const of = <K extends keyof AuthorityRow>(key: K) => rows.map(r => r[key])
  return sql`unnest(${of('control_number')}::text[], ${of('kind')}::text[], ${of('heading')}::text[], ${of('norm')}::text[], ${of('record')}::bytea[],
    ${of('hash')}::bytea[], ${of('words')}::text[]) as a(control_number, kind, heading, norm, record, record_hash, words)`
}

export const MadeAuthority = Type.Object({ authority_id: Id, control_number: Type.String() })
export const insertAuthorities = (source: string, at: string, rows: readonly AuthorityRow[]): Query => sql`
  insert into cataloguing.authority (source, control_number, kind, heading, norm, record, record_hash, document, changed_at)
  select ${source}, a.control_number, a.kind, a.heading, a.norm, a.record, a.record_hash, ${document}, ${at}::timestamptz from ${rowsOf(rows)}
  returning authority_id, control_number`

export interface ChangedAuthority {
  readonly authority_id: string
  readonly row: AuthorityRow
}
export const updateAuthorities = (at: string, all: readonly ChangedAuthority[]): Query => sql`
  update cataloguing.authority t
     set kind = a.kind, heading = a.heading, norm = a.norm, record = a.record, record_hash = a.record_hash, document = ${document},
         changed_at = ${at}::timestamptz
    from ${rowsOf(all.map(c => c.row))}
    join unnest(${all.map(c => c.row.control_number)}::text[], ${all.map(c => c.authority_id)}::bigint[]) as x(control_number, authority_id)
      on x.control_number = a.control_number
   where t.authority_id = x.authority_id`

export const Names = Type.Object({ norms: Type.Array(Type.String()), numbers: Type.Array(Type.String()) })
/** By what these records are known now: what pointed to them by it may point elsewhere after a change. */
export const namesAndNumbers = (ids: readonly string[]): Query => sql`
  select array(select distinct n.norm from cataloguing.authority_name n where n.authority_id = any (${ids}::bigint[]) and n.role <> 'also') as norms,
         array(select distinct n.number from cataloguing.authority_number n where n.authority_id = any (${ids}::bigint[])) as numbers`
export const forgetNames = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.authority_name where authority_id = any (${ids}::bigint[])`
export const forgetNumbersOf = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.authority_number where authority_id = any (${ids}::bigint[])`
export const insertNames = (all: readonly ChangedAuthority[]): Query => {
  const rows = all.flatMap(a =>
    a.row.names.map((name, place) => ({ ...name, place, authority_id: a.authority_id })),
  )
  const of = <K extends keyof (typeof rows)[number]>(key: K) => rows.map(r => r[key])
  return sql`
    insert into cataloguing.authority_name (authority_id, place, role, relation, kind, text, norm, key, title_key)
    select * from unnest(${of('authority_id')}::bigint[], ${of('place')}::integer[], ${of('role')}::text[], ${of('relation')}::text[], ${of('kind')}::text[],
      ${of('text')}::text[], ${of('norm')}::text[], ${of('key')}::text[], ${of('title_key')}::text[])`
}
export const insertNumbersOf = (all: readonly ChangedAuthority[]): Query => {
  const rows = all.flatMap(a => a.row.numbers.map(number => [number, a.authority_id] as const))
  return sql`
    insert into cataloguing.authority_number (number, authority_id)
    select * from unnest(${rows.map(r => r[0])}::text[], ${rows.map(r => r[1])}::bigint[]) on conflict do nothing`
}

export const AuthorityVersion = Type.Object({ authority_id: Id, version_no: Type.Integer() })
export interface AuthorityReplacing {
  readonly at: string
  readonly library_id: string | null
  readonly import_id: string | null
  readonly why: string | null
}
/** Keeps what these records are before they are changed; travels before the change, in the same transaction. */
export const keepAuthorityVersions = (ids: readonly string[], by: AuthorityReplacing): Query => sql`
  insert into cataloguing.authority_version (authority_id, version_no, record, record_hash, replaced_at, replaced_for, import_id, why)
  select a.authority_id, coalesce((select max(v.version_no) from cataloguing.authority_version v where v.authority_id = a.authority_id), 0) + 1,
         a.record, a.record_hash, ${by.at}::timestamptz, ${by.library_id}::bigint, ${by.import_id}::bigint, ${by.why}
    from cataloguing.authority a where a.authority_id = any (${ids}::bigint[])
  returning authority_id, version_no`
export const deleteAuthorities = (ids: readonly string[]): Query =>
  sql`delete from cataloguing.authority where authority_id = any (${ids}::bigint[])`
