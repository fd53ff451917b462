import type {
  Ask,
  countSearchNews as countOp,
  OkOf,
  SavedAsk,
  searchNews as newsOp,
  seeSearchNews as seeOp,
} from '@kaft/contract'
import type { Static } from 'typebox'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import type { Place } from '../search/search.store.ts'
import type { AskDb } from '../search/spelling.ts'
import { NewsCount, newsCount, NewsRow, newsPage, type Since, upToNow, UpTo } from './news.store.ts'
import { followedBy, lockSaved, savedById, SavedRow, setLooked } from './saved.store.ts'
import { understood } from './understood.ts'

const ROWS = 50
/** So many searches are counted for the number beside the link; who follows more looks at the list. */
const MOST_COUNTED = 50
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\.([1-9]\d{0,18})$/

/** What came or changed for one search, by whoever asks the database from where. */
export async function newsOf(
  by: { readonly ask: AskDb; readonly at: Place },
  asks: SavedAsk,
  since: Since,
): Promise<Static<typeof NewsCount>> {
  const search = await understood(by.ask, asks)
  if (search === null) return { came: 0, changed: 0, more: false }
  const said = await by.ask(newsCount(search, by.at, since))
  return shaped(NewsCount, said.at(-1)?.[0])
}
const asking = (ctx: StaffCtx) => ({
  ask: (queries: Parameters<AskDb>[0]) => read(ctx, queries),
  at: ctx.actor,
})
export const countNews = (ctx: StaffCtx, asks: SavedAsk, since: Since) => newsOf(asking(ctx), asks, since)

/** Where somebody follows it: what came since. Else nothing is news. */
const sinceOf = (row: SavedRow): Since | null =>
  row.looked_at === null || row.newest === null ? null : { looked_at: row.looked_at, newest: row.newest }

export async function searchNews(
  ctx: StaffCtx,
  { params, query }: Ask<typeof newsOp>,
): Promise<OkOf<typeof newsOp> | Refusal> {
  const cursor = query.after === undefined ? null : CURSOR.exec(query.after)
  if (query.after !== undefined && cursor === null) return refuse('invalid')
  const [found = [], now = []] = await read(ctx, [
    savedById(ctx.actor, params.search_id),
    upToNow(ctx.now.toString()),
  ])
  const row = oneOf(SavedRow, found)
  const since = row === null ? null : sinceOf(row)
  if (row === null || since === null || row.ended) return refuse('not_found')
  const about = { name: row.name, asks: row.asks, since: since.looked_at, up_to: shaped(UpTo, now[0]) }
  const search = await understood(asking(ctx).ask, row.asks)
  if (search === null) return { ...about, rows: [], next: null, came: 0, changed: 0, more: false }
  const after = cursor ? { at: cursor[1] ?? '', title_id: cursor[2] ?? '' } : null
  const paged = newsPage(search, ctx.actor, { since, after, rows: ROWS })
  const counted = newsCount(search, ctx.actor, since)
  const said = await read(ctx, [...paged, ...counted])
  const all = allOf(NewsRow, said[paged.length - 1] ?? [])
  const rows = all.slice(0, ROWS)
  const last = rows.at(-1)
  const next = all.length > ROWS && last ? `${last.changed_at}.${last.title_id}` : null
  return { ...about, rows, next, ...shaped(NewsCount, said.at(-1)?.[0]) }
}

/** Says up to where somebody looked; with what it answers it is taken back. */
export async function seeSearchNews(
  ctx: StaffCtx,
  { params, body }: Ask<typeof seeOp>,
): Promise<Answer<OkOf<typeof seeOp>>> {
  const { search_id } = params
  const { library_id, staff_id } = ctx.actor
  return once<OkOf<typeof seeOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockSaved(search_id), savedById(ctx.actor, search_id)],
      decide: ([, found = []]) => {
        const row = oneOf(SavedRow, found)
        const was = row === null ? null : sinceOf(row)
        if (row === null || was === null || row.ended) return refuse('not_found')
        return {
          effects: [setLooked({ library_id, staff_id, search_id }, body.up_to)],
          answer: () => ({ search_id, was }),
        }
      },
    },
  )
}

export async function countSearchNews(ctx: StaffCtx): Promise<OkOf<typeof countOp>> {
  const [found = []] = await read(ctx, [followedBy(ctx.actor, MOST_COUNTED)])
  const rows = allOf(SavedRow, found)
  let with_news = 0
  for (const row of rows) {
    const since = sinceOf(row)
    const news = since === null ? null : await countNews(ctx, row.asks, since)
    if (news && news.came + news.changed > 0) with_news++
  }
  return { followed: rows.length, with_news }
}
