import {
  type Ask,
  type followSearch as followOp,
  type listSavedSearches as listOp,
  MOST_SAVED,
  type OkOf,
  type SavedSearch,
  type saveSearch as saveOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { typedOf } from '../search/fields.rules.ts'
import { fixed, isMine, keepFault } from './keep.rules.ts'
import { countNews } from './news.ts'
import { upToNow, UpTo } from './news.store.ts'
import {
  follow,
  insertSaved,
  Kept,
  keptBy,
  lockSaved,
  savedAfter,
  savedById,
  Saved,
  SavedRow,
  unfollow,
  updateSaved,
} from './saved.store.ts'

const ROWS = 25
const mayCatalogue = (ctx: StaffCtx): boolean => may(ctx)('cataloguing.change')

async function told(ctx: StaffCtx, row: SavedRow): Promise<SavedSearch> {
  const { own: _, orphan: __, looked_at, newest, mail_to, mail_refused, ...said } = row
  const since = looked_at === null || newest === null || row.ended ? null : { looked_at, newest }
  const news = since === null ? null : await countNews(ctx, row.asks, since)
  return {
    ...said,
    mine: isMine(row, { mayCatalogue: mayCatalogue(ctx) }),
    follow:
      since === null || news === null
        ? null
        : { looked_at: since.looked_at, mail_to, mail_refused: mail_refused === true, ...news },
  }
}

export async function listSavedSearches(
  ctx: StaffCtx,
  query: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp>> {
  const asked = { ended: query.ended === '1', after: query.after ?? null, most: ROWS }
  const [found = [], mails] = await read(ctx, [savedAfter(ctx.actor, asked), couplingRuns('mail', ctx.now)])
  const all = allOf(SavedRow, found)
  const rows: SavedSearch[] = []
  for (const row of all.slice(0, ROWS)) rows.push(await told(ctx, row))
  return { rows, next: all.length > ROWS ? (rows.at(-1)?.search_id ?? null) : null, mails: runsIn(mails) }
}

/** Keeps a search, changes it, deletes it or brings it back. What is deleted stays for thirty days. */
export async function saveSearch(
  ctx: StaffCtx,
  { body }: Ask<typeof saveOp>,
): Promise<Answer<OkOf<typeof saveOp>>> {
  const name = body.name.trim()
  if (name === '') return refuse('invalid')
  const { fault } = typedOf(body.asks.q ?? '')
  if (fault !== null) return refuse('question_unclear', { part: fault })
  const { library_id, staff_id, branch_id } = ctx.actor
  const { shared, ended } = body
  const asks = fixed(body.asks, branch_id)
  const saved = { library_id, staff_id, name, asks, shared, ended, at: ctx.now.toString() }
  return once<OkOf<typeof saveOp>>(ctx, body, {
    facts: [lockSaved(body.search_id), savedById(saved, body.search_id), keptBy(saved), upToNow(saved.at)],
    decide: async ([, found = [], kept = [], now = []], tx) => {
      const before = body.search_id === null ? null : (oneOf(SavedRow, found) ?? undefined)
      const refused = keepFault({
        before,
        version: body.version,
        asks,
        ended,
        kept: shaped(Kept, kept[0]).kept,
        most: MOST_SAVED,
        mayCatalogue: mayCatalogue(ctx),
      })
      if (refused) return refuse(refused)
      const [[made] = []] = await tx.more([
        before ? updateSaved(before.search_id, saved) : insertSaved(saved),
      ])
      const { search_id, version } = shaped(Saved, made)
      const follows = before === null && body.follow
      return {
        effects: follows ? [follow({ ...saved, search_id, mail_to: null }, shaped(UpTo, now[0]))] : [],
        answer: () => ({ search_id, version }),
      }
    },
  })
}

export async function followSearch(
  ctx: StaffCtx,
  { params, body }: Ask<typeof followOp>,
): Promise<Answer<OkOf<typeof followOp>>> {
  const { search_id } = params
  const { library_id, staff_id } = ctx.actor
  const { on, mail_to } = body
  return once<OkOf<typeof followOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [
        lockSaved(search_id),
        savedById(ctx.actor, search_id),
        couplingRuns('mail', ctx.now),
        upToNow(ctx.now.toString()),
      ],
      decide: ([, found = [], mails, now = []]): Refusal | ReturnType<typeof done> => {
        const row = oneOf(SavedRow, found)
        if (row === null || row.ended) return refuse('not_found')
        if (on && mail_to !== null && !runsIn(mails)) return refuse('saved_search_no_mail')
        return done(now[0])
      },
    },
  )
  function done(now: unknown) {
    const of = { library_id, staff_id, search_id, mail_to }
    return {
      effects: [on ? follow(of, shaped(UpTo, now)) : unfollow(of)],
      answer: () => ({ search_id }),
    }
  }
}
