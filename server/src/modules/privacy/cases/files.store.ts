import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** A file as it lies there: encrypted. */
export const StoredFile = Type.Object({
  file_id: Id,
  kind: Type.String(),
  name: Type.String(),
  mime: Type.String(),
  cipher: Type.String(),
})
export const storedFile = (case_id: string, file_id: string, today: string): Query => sql`
  select file_id, kind, name, mime, cipher from privacy.case_file
   where case_id = ${case_id} and file_id = ${file_id} and until >= ${today}::date`

export interface NewFile {
  readonly case_id: string
  readonly library_id: string
  readonly kind: 'identity_copy' | 'report' | 'portability' | 'csv'
  readonly name: string
  readonly mime: string
  readonly cipher: string
  readonly until: string
}
export const insertFile = (
  f: NewFile,
  by: { readonly at: string; readonly staff_id: string | null },
): Query => sql`
  insert into privacy.case_file (library_id, case_id, kind, name, mime, cipher, made_at, made_by, until)
  values (${f.library_id}, ${f.case_id}, ${f.kind}, ${f.name}, ${f.mime}, ${f.cipher}, ${by.at}, ${by.staff_id}, ${f.until})`
export const countFetch = (file_id: string): Query =>
  sql`update privacy.case_file set fetched = fetched + 1 where file_id = ${file_id}`
export const dropCopies = (case_id: string): Query =>
  sql`delete from privacy.case_file where case_id = ${case_id} and kind = 'identity_copy'`
export const dropFiles = (case_id: string): Query =>
  sql`delete from privacy.case_file where case_id = ${case_id}`

/** Files whose last day has passed. */
export const forgetFiles = (library_id: string, today: string, most: number): Query => sql`
  with gone as (
    delete from privacy.case_file where library_id = ${library_id} and file_id in (
      select file_id from privacy.case_file where library_id = ${library_id} and until < ${today}::date limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
/** Cases that were closed two years ago, with whatever hangs on them. */
export const forgetCases = (library_id: string, before: string, most: number): Query => sql`
  with gone as (
    delete from privacy.rights_case where library_id = ${library_id} and case_id in (
      select case_id from privacy.rights_case where library_id = ${library_id} and closed_at < ${before} limit ${most})
    returning 1)
  select count(*)::int as gone from gone`
