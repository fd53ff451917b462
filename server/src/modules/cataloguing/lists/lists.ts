import {
  type Ask,
  type listTitleLists as listOp,
  MOST_ON_LIST,
  type OkOf,
  type orderTitleList as orderOp,
  type putOnList as putOp,
  type readTitleList as readOp,
  type saveTitleList as saveOp,
  type TitleList,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  Added,
  addEntry,
  dropEntry,
  entriesOf,
  EntryRow,
  insertList,
  listById,
  ListRow,
  listsAfter,
  lockList,
  MadeList,
  newVersion,
  replaceEntries,
  updateList,
  Versioned,
} from './lists.store.ts'

export const LISTS_JOB = 'title_lists'
const ROWS = 50
const CURSOR = /^(\d{1,4})\.([1-9]\d{0,18})$/

export async function listTitleLists(
  ctx: StaffCtx,
  query: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp> | Refusal> {
  const cursor = query.after === undefined ? null : CURSOR.exec(query.after)
  if (query.after !== undefined && cursor === null) return refuse('invalid')
  const after = cursor ? { place: Number(cursor[1]), list_id: cursor[2] ?? '' } : null
  const asked = { library_id: ctx.actor.library_id, ended: query.ended === '1', after, most: ROWS }
  const all = allOf(ListRow, (await read(ctx, [listsAfter(asked)]))[0] ?? [])
  const rows = all.slice(0, ROWS)
  const last = rows.at(-1)
  return { rows, next: all.length > ROWS && last ? `${last.place}.${last.list_id}` : null }
}

export async function readTitleList(
  ctx: StaffCtx,
  { list_id }: Ask<typeof readOp>['params'],
): Promise<OkOf<typeof readOp> | Refusal> {
  const [rows = [], entries = []] = await read(ctx, [
    listById(list_id, ctx.actor.library_id),
    entriesOf(list_id),
  ])
  const list = oneOf(ListRow, rows)
  return list ? { list, entries: allOf(EntryRow, entries) } : refuse('not_found')
}

/** Makes, changes, ends or brings back a list. One that is computed is made soon after. */
export async function saveTitleList(
  ctx: StaffCtx,
  { body }: Ask<typeof saveOp>,
): Promise<Answer<OkOf<typeof saveOp>>> {
  const name = body.name.trim()
  if (name === '') return refuse('invalid')
  if (body.shown_from !== null && body.shown_until !== null && body.shown_until < body.shown_from)
    return refuse('list_dates_wrong')
  const { library_id } = ctx.actor
  const saved = { ...body, name, about: body.about?.trim() || null, library_id, at: ctx.now.toString() }
  return once<{ list_id: string }>(ctx, body, {
    facts: [lockList(body.list_id), listById(body.list_id ?? '0', library_id)],
    decide: async ([, known = []], tx) => {
      const before = oneOf(ListRow, known)
      if (body.list_id !== null && !before) return refuse('not_found')
      if (before && before.version !== body.version) return refuse('changed_meanwhile')
      if (before && before.kind !== body.kind) return refuse('list_kind_fixed')
      const [[made] = []] = await tx.more([before ? updateList(before.list_id, saved) : insertList(saved)])
      return {
        effects: body.kind === 'hand' || body.ended ? [] : [soon(LISTS_JOB)],
        answer: () => shaped(MadeList, made),
      }
    },
  })
}

/** Whether somebody may put titles on this list by hand. */
const faultOf = (list: TitleList | null): Refusal | null =>
  list === null || list.ended ? refuse('not_found') : list.kind === 'hand' ? null : refuse('list_computed')

export async function orderTitleList(
  ctx: StaffCtx,
  { params, body }: Ask<typeof orderOp>,
): Promise<Answer<OkOf<typeof orderOp>>> {
  const { list_id } = params
  const { library_id } = ctx.actor
  const entries = body.entries.map(e => ({ ...e, note: e.note?.trim() || null }))
  return once<{ list_id: string; version: number }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockList(list_id), listById(list_id, library_id)],
      decide: ([, known = []]) => {
        const list = oneOf(ListRow, known)
        const fault = faultOf(list)
        if (fault) return fault
        if (list?.version !== body.version) return refuse('changed_meanwhile')
        const effects = replaceEntries({ list_id, library_id, at: ctx.now.toString() }, entries)
        return { effects, answer: rows => shaped(Versioned, rows.at(-1)?.[0]) }
      },
    },
  )
}

/** From a search or a title onto a list, without looking at the list first; a title that stands on it already stays where it is. */
export async function putOnList(
  ctx: StaffCtx,
  { params, body }: Ask<typeof putOp>,
): Promise<Answer<OkOf<typeof putOp>>> {
  const { list_id } = params
  const { library_id } = ctx.actor
  const { title_id } = body
  return once<{ list_id: string; version: number }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockList(list_id), listById(list_id, library_id)],
      decide: async ([, known = []], tx) => {
        const list = oneOf(ListRow, known)
        const fault = faultOf(list)
        if (fault) return fault
        if (body.on && (list?.titles ?? 0) >= MOST_ON_LIST) return refuse('list_full')
        const [[done] = []] = await tx.more([
          body.on ? addEntry({ list_id, library_id, title_id }) : dropEntry({ list_id, title_id }),
        ])
        if (!oneOf(Added, done ? [done] : [])) return refuse('title_unknown')
        return {
          effects: [newVersion(list_id, ctx.now.toString())],
          answer: rows => shaped(Versioned, rows[0]?.[0]),
        }
      },
    },
  )
}
