import { type Query, sql } from '../../../base/sql.ts'

/** Moves whose way back has closed, or that went no further for a long time. */
const over = (library_id: string, now: string, old: string): Query => sql`
  (select m.move_id from moving.move m where m.library_id = ${library_id}
      and (m.undo_until < ${now} or (m.state in ('stopped', 'taken_back') and m.made_at < ${old}) or m.made_at < ${old}::timestamptz - interval '60 days'))`

/** The scaffolding of a move goes when nothing needs it any more: one row `{ gone }`. */
export const forgetLinks = (library_id: string, of: { now: string; old: string; most: number }): Query => sql`
  with those as (select library_id, kind, source_key from moving.link where move_id in ${over(library_id, of.now, of.old)} limit ${of.most}),
  gone as (delete from moving.link k using those t where k.library_id = t.library_id and k.kind = t.kind and k.source_key = t.source_key returning 1)
  select count(*)::integer as gone from gone`
export const forgetNotes = (library_id: string, of: { now: string; old: string; most: number }): Query => sql`
  with parts as (delete from moving.part where move_id in ${over(library_id, of.now, of.old)}),
  gone as (delete from moving.refusal where refusal_id in (select refusal_id from moving.refusal where library_id = ${library_id}
     and move_id in ${over(library_id, of.now, of.old)} limit ${of.most}) returning 1)
  select count(*)::integer as gone from gone`
