import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'

/** A patron of the own library, as far as a change of many touches the record. */
export const ManyPatron = Type.Object({
  patron_id: Id,
  library_id: Id,
  member_until: Nullable(Day),
  /** Of the marks that were asked about, the ones that still stand. */
  marks: Type.Array(Id),
  /** The data are kept, and used for nothing of this kind (AVG art. 18). */
  restricted: Type.Boolean(),
})
export type ManyPatron = Type.Static<typeof ManyPatron>
export type Mark = 'block' | 'note' | null

export const lockPatrons = (patron_ids: readonly string[]): Query =>
  sql`select patron_id from patrons.patron where patron_id = any (${patron_ids}::bigint[]) order by patron_id for no key update`

const standing = (mark: Mark): Query => {
  if (mark === 'block')
    return sql`array(select b.block_id::text from patrons.block b where b.patron_id = p.patron_id and b.lifted_at is null)`
  return mark === 'note'
    ? sql`array(select n.note_id::text from patrons.note n where n.patron_id = p.patron_id)`
    : sql`array[]::text[]`
}

export const manyPatrons = (patron_ids: readonly string[], mark: Mark): Query => sql`
  select p.patron_id, p.library_id, p.member_until, ${standing(mark)} as marks, ${restrictedFor('administration')} as restricted
    from patrons.patron p where p.patron_id = any (${patron_ids}::bigint[]) and p.library_id = (select organisation.own_library())`

/** Ends of memberships, each on its own day. */
export const setMemberUntil = (
  rows: readonly { readonly patron_id: string; readonly until: Day | null }[],
): Query => sql`
  update patrons.patron p set member_until = n.until
    from unnest(${rows.map(r => r.patron_id)}::bigint[], ${rows.map(r => r.until)}::date[]) as n(patron_id, until)
   where p.patron_id = n.patron_id`

/** Room for so many marks, so that who writes them knows their names. */
export const newBlockIds = (most: number): Query =>
  sql`select nextval('patrons.block_block_id_seq')::text as id from generate_series(1, ${most}::integer)`
export const newNoteIds = (most: number): Query =>
  sql`select nextval('patrons.note_note_id_seq')::text as id from generate_series(1, ${most}::integer)`

interface MarkRow {
  readonly patron_id: string
  readonly mark_id: string
}

export const blockMany = (
  ctx: StaffCtx,
  rows: readonly MarkRow[],
  of: { readonly reason: string; readonly until: string | null },
): Query => sql`
  insert into patrons.block (block_id, library_id, patron_id, reason, since, until, made_by) overriding system value
  select n.block_id, ${ctx.actor.library_id}, n.patron_id, ${of.reason}, ${dayOf(ctx.now)}, ${of.until}, ${ctx.actor.staff_id}
    from unnest(${rows.map(r => r.mark_id)}::bigint[], ${rows.map(r => r.patron_id)}::bigint[]) as n(block_id, patron_id)`
export const unblockMany = (ctx: StaffCtx, block_ids: readonly string[]): Query => sql`
  update patrons.block set lifted_at = ${ctx.now.toString()}, lifted_by = ${ctx.actor.staff_id}
   where block_id = any (${block_ids}::bigint[]) and lifted_at is null`

export const noteMany = (
  ctx: StaffCtx,
  rows: readonly MarkRow[],
  of: { readonly text: string; readonly until: string },
): Query => sql`
  insert into patrons.note (note_id, library_id, patron_id, text, until, made_at, made_by) overriding system value
  select n.note_id, ${ctx.actor.library_id}, n.patron_id, ${of.text}, ${of.until}, ${ctx.now.toString()}, ${ctx.actor.staff_id}
    from unnest(${rows.map(r => r.mark_id)}::bigint[], ${rows.map(r => r.patron_id)}::bigint[]) as n(note_id, patron_id)`
export const unnoteMany = (note_ids: readonly string[]): Query =>
  sql`delete from patrons.note where note_id = any (${note_ids}::bigint[])`
