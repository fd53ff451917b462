import { Id, Note, type NoteShown } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { staffName } from '../read/read-patron.store.ts'

export { Note }
export const Added = Type.Object({ note_id: Id })
export interface NewNote {
  readonly library_id: string
  readonly patron_id: string
  readonly text: string
  readonly until: string
  readonly shown: NoteShown
  readonly roles: readonly string[]
}
export const insertNote = (ctx: StaffCtx, n: NewNote): Query =>
  sql`insert into patrons.note (library_id, patron_id, text, until, made_at, made_by, shown, roles)
      values (${n.library_id}, ${n.patron_id}, ${n.text}, ${n.until}, ${ctx.now.toString()}, ${ctx.actor.staff_id}, ${n.shown}, ${n.roles}::text[])
      returning note_id`
export const noteQuery = (note_id: string): Query =>
  sql`select n.note_id, n.text, n.until, ${staffName(sql`n.made_by`)} as by, n.made_at as at, n.shown, n.roles
        from patrons.note n join organisation.library l on l.library_id = n.library_id where n.note_id = ${note_id}`
export const deleteNote = (patron_id: string, note_id: string): Query =>
  sql`delete from patrons.note where note_id = ${note_id} and patron_id = ${patron_id} returning note_id`
