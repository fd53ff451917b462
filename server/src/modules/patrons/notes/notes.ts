import type { addNote as op, BodyOf, OkOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, isDay } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { Added, deleteNote, insertNote, Note, noteQuery } from './notes.store.ts'

/**
 * Adds a note to a patron of the own library. A free text about a person always has an end, today at the earliest.
 * @returns the note, read anew: the answer that is kept for a repeat holds its id only
 */
export async function addNote(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<OkOf<typeof op> | Refusal | RefusedByRules> {
  const text = body.text.toWellFormed().trim()
  const { shown = 'desk', roles = [] } = body
  if ((shown === 'roles') !== roles.length > 0) return refuse('invalid')
  if (text === '' || !isDay(body.until) || body.until < dayOf(ctx.now)) return refuse('invalid')
  const said = await changeOwn<{ note_id: string }>(ctx, { patron_id, body }, ({ library_id }) => ({
    effects: [insertNote(ctx, { library_id, patron_id, text, until: body.until, shown, roles })],
    answer: ([made]) => ({ note_id: oneOf(Added, made ?? [])?.note_id ?? '' }),
  }))
  if (!('note_id' in said)) return said
  return transact(ctx, async tx => {
    const note = oneOf(Note, (await tx.first([noteQuery(said.note_id)]))[0] ?? [])
    tx.seen(patron_id)
    return note ?? refuse('not_found')
  })
}

/** Removes a note of a patron of the own library; one that is gone already is `not_found`. */
export const removeNote = (
  ctx: StaffCtx,
  ask: { readonly patron_id: string; readonly note_id: string },
): Promise<Record<string, never> | Refusal> =>
  transact(ctx, async tx => {
    const [locked] = await tx.first([lockPatron(ask.patron_id)])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    const [gone] = await tx.last([deleteNote(ask.patron_id, ask.note_id)])
    return oneOf(Added, gone ?? []) ? {} : refuse('not_found')
  })
