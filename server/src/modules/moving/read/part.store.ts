import { Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const Column = Type.Object({ name: Type.String(), filled: Type.Integer() })
export const FileRow = Type.Object({
  move_id: Type.String(),
  file_no: Type.Integer(),
  pass: Type.Integer(),
  name: Type.String(),
  bytes: Type.String(),
  parts: Type.Integer(),
  looked: Type.Boolean(),
  format: Nullable(Type.Union([Type.Literal('csv'), Type.Literal('marc')])),
  encoding: Nullable(Type.String()),
  delimiter: Nullable(Type.String()),
  rows: Type.String(),
  columns: Type.Array(Column),
})
export type FileRow = Type.Static<typeof FileRow>

export const filesOf = (move_id: string): Query => sql`
  select move_id, file_no, pass, name, bytes, parts, looked, format, encoding, delimiter, rows, columns from moving.file
   where move_id = ${move_id} order by file_no`
export const insertFile = (of: {
  readonly library_id: string
  readonly move_id: string
  readonly file_no: number
  readonly pass: number
  readonly name: string
  readonly bytes: number
}): Query => sql`
  insert into moving.file (library_id, move_id, file_no, pass, name, bytes)
  values (${of.library_id}, ${of.move_id}, ${of.file_no}, ${of.pass}, ${of.name}, ${of.bytes})`
export const insertPart = (of: {
  readonly library_id: string
  readonly move_id: string
  readonly file_no: number
  readonly part_no: number
  readonly packed: Buffer
}): Query => sql`
  with part as (
    insert into moving.part (library_id, move_id, file_no, part_no, bytes)
    values (${of.library_id}, ${of.move_id}, ${of.file_no}, ${of.part_no}, ${of.packed})
    on conflict (library_id, move_id, file_no, part_no) do update set bytes = excluded.bytes)
  update moving.file set parts = greatest(parts, ${of.part_no}), looked = false where move_id = ${of.move_id} and file_no = ${of.file_no}`
export const dropFile = (move_id: string, file_no: number): Query => sql`
  with parts as (delete from moving.part where move_id = ${move_id} and file_no = ${file_no})
  delete from moving.file where move_id = ${move_id} and file_no = ${file_no}`

export const Part = Type.Object({ bytes: Type.Unknown() })
export const onePart = (move_id: string, file_no: number, part_no: number): Query =>
  sql`select bytes from moving.part where move_id = ${move_id} and file_no = ${file_no} and part_no = ${part_no}`
export const howMany = (move_id: string, file_no: number): Query =>
  sql`select count(*)::integer as parts, coalesce(max(part_no), 0)::integer as last from moving.part where move_id = ${move_id} and file_no = ${file_no}`
export const HowMany = Type.Object({ parts: Type.Integer(), last: Type.Integer() })

export const setLook = (
  move_id: string,
  file_no: number,
  look: {
    readonly format: string
    readonly encoding: string
    readonly delimiter: string | null
    readonly rows: number
    readonly columns: readonly { readonly name: string; readonly filled: number }[]
  },
): Query => sql`
  update moving.file set looked = true, format = ${look.format}, encoding = ${look.encoding}, delimiter = ${look.delimiter}, rows = ${look.rows},
         columns = ${JSON.stringify(look.columns)}
   where move_id = ${move_id} and file_no = ${file_no}`

/** What the old system exported goes the moment it is loaded: the rows are here, and the rest was never asked for. */
export const dropParts = (move_id: string, upto_pass: number): Query => sql`
  delete from moving.part p using moving.file f
   where p.move_id = ${move_id} and f.move_id = p.move_id and f.file_no = p.file_no and f.pass <= ${upto_pass}`
