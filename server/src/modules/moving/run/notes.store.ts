import type { MoveKind, MoveReason } from '@kaft/contract'
import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

/** Which move, for whom, in which pass: what every note of a row bears. */
export interface At {
  readonly library_id: string
  readonly move_id: string
  readonly pass: number
  /** Whether the export of this pass holds everything, or what has changed only. */
  readonly whole: boolean
}
const json = (rows: readonly object[]): string => JSON.stringify(rows)

export interface Refused {
  readonly kind: MoveKind
  readonly file_no: number | null
  readonly line_no: number | null
  readonly reason: MoveReason
  readonly field: string | null
  readonly whole_row: boolean
  readonly target_id?: string
}
/** Place, reason and field: there is no column that a value could go into. */
export const noteRefused = (at: At, rows: readonly Refused[]): Query => sql`
  insert into moving.refusal (library_id, move_id, pass, file_no, line_no, kind, reason, field, whole_row, target_id)
  select ${at.library_id}, ${at.move_id}, ${at.pass}, x.file_no, x.line_no, x.kind, x.reason, x.field, x.whole_row, x.target_id
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(file_no integer, line_no integer, kind text, reason text, field text, whole_row boolean, target_id bigint)`
export const forgetRefused = (
  at: At,
  of: { readonly kind: MoveKind; readonly file_no: number } | null,
): Query => sql`
  delete from moving.refusal where library_id = ${at.library_id} and move_id = ${at.move_id} and pass = ${at.pass}
     and (${of?.kind ?? null}::text is null or (kind = ${of?.kind ?? null} and file_no = ${of?.file_no ?? null}::integer))`

export interface Tally {
  readonly read: number
  readonly made: number
  readonly changed: number
  readonly same: number
  readonly gone: number
  readonly refused: number
  readonly left_behind: number
  readonly fields: number
  readonly read_cents: number
  readonly refused_cents: number
}
export const noTally: Tally = {
  read: 0,
  made: 0,
  changed: 0,
  same: 0,
  gone: 0,
  refused: 0,
  left_behind: 0,
  fields: 0,
  read_cents: 0,
  refused_cents: 0,
}
export const addTally = (at: At, kind: MoveKind, t: Tally): Query => sql`
  insert into moving.tally as t (library_id, move_id, pass, kind, whole, read, made, changed, same, gone, refused, left_behind, fields, read_cents, refused_cents)
  values (${at.library_id}, ${at.move_id}, ${at.pass}, ${kind}, ${at.whole}, ${t.read}, ${t.made}, ${t.changed}, ${t.same}, ${t.gone}, ${t.refused},
    ${t.left_behind}, ${t.fields}, ${t.read_cents}, ${t.refused_cents})
  on conflict (library_id, move_id, pass, kind) do update set read = t.read + excluded.read, made = t.made + excluded.made,
    changed = t.changed + excluded.changed, same = t.same + excluded.same, gone = t.gone + excluded.gone, refused = t.refused + excluded.refused,
    left_behind = t.left_behind + excluded.left_behind, fields = t.fields + excluded.fields, read_cents = t.read_cents + excluded.read_cents,
    refused_cents = t.refused_cents + excluded.refused_cents`
export const forgetTallies = (at: At): Query =>
  sql`delete from moving.tally where library_id = ${at.library_id} and move_id = ${at.move_id} and pass = ${at.pass}`

export const Link = Type.Object({
  source_key: Type.String(),
  target_id: Id,
  digest: Type.Unknown(),
  seen_pass: Type.Integer(),
  cents: Type.Union([Type.Integer(), Type.Null()]),
})
/** The rows here that these numbers of the old system are. What has gone is none any more. */
export const linksOf = (library_id: string, kind: MoveKind, keys: readonly string[]): Query => sql`
  select source_key, target_id, digest, seen_pass, cents from moving.link
   where library_id = ${library_id} and kind = ${kind} and source_key = any (${keys}::text[]) and gone_pass is null`

export interface NewLink {
  readonly key: string
  readonly id: string
  /** Hexadecimal. */
  readonly digest: string
  readonly cents?: number | null
}
export const tie = (at: At, kind: MoveKind, links: readonly NewLink[]): Query => sql`
  insert into moving.link (library_id, move_id, kind, source_key, target_id, digest, made_pass, seen_pass, cents)
  select ${at.library_id}, ${at.move_id}, ${kind}, x.key, x.id, decode(x.digest, 'hex'), ${at.pass}, ${at.pass}, x.cents
    from jsonb_to_recordset(${json(links)}::jsonb) as x(key text, id bigint, digest text, cents integer)
  on conflict (library_id, kind, source_key) do update set move_id = excluded.move_id, target_id = excluded.target_id, digest = excluded.digest,
    made_pass = excluded.made_pass, seen_pass = excluded.seen_pass, gone_pass = null, stamp = null, cents = excluded.cents`
export const seeAgain = (at: At, kind: MoveKind, links: readonly Omit<NewLink, 'id'>[]): Query => sql`
  update moving.link k set seen_pass = ${at.pass}, digest = decode(x.digest, 'hex'), cents = x.cents
    from jsonb_to_recordset(${json(links)}::jsonb) as x(key text, digest text, cents integer)
   where k.library_id = ${at.library_id} and k.kind = ${kind} and k.source_key = x.key`
/** An item that came in with the records is known by its number from here on. */
export const renameLinks = (
  at: At,
  kind: MoveKind,
  pairs: readonly { readonly from: string; readonly to: string }[],
): Query => sql`
  update moving.link k set source_key = x.to from jsonb_to_recordset(${json(pairs)}::jsonb) as x("from" text, "to" text)
   where k.library_id = ${at.library_id} and k.kind = ${kind} and k.source_key = x."from" and k.gone_pass is null
  returning k.source_key, k.target_id, k.digest, k.seen_pass, k.cents`

export const Target = Type.Object({
  source_key: Type.String(),
  target_id: Id,
  cents: Type.Union([Type.Integer(), Type.Null()]),
})
/** What a whole export did not hold any more: a stretch of it, in the order of ids. */
export const notSeen = (at: At, kind: MoveKind, after: string, most: number): Query => sql`
  select source_key, target_id, cents from moving.link
   where library_id = ${at.library_id} and move_id = ${at.move_id} and kind = ${kind} and seen_pass < ${at.pass} and gone_pass is null
     and target_id > ${after}::bigint order by target_id limit ${most}`
export const markGone = (at: At, kind: MoveKind, ids: readonly string[]): Query => sql`
  update moving.link set gone_pass = ${at.pass} where library_id = ${at.library_id} and move_id = ${at.move_id} and kind = ${kind}
     and target_id = any (${ids}::bigint[])`
/** Everything of a kind that this move brought and that stands as it left it, and the rest: a stretch, from the last on. */
export const Broughts = Type.Object({ target_id: Id, untouched: Type.Boolean() })
export const untie = (at: At, kind: MoveKind, ids: readonly string[]): Query => sql`
  delete from moving.link where library_id = ${at.library_id} and move_id = ${at.move_id} and kind = ${kind} and target_id = any (${ids}::bigint[])`
