import {
  Day,
  Id,
  type ListOnlineAsk,
  type OkOf,
  type listOnline as op,
  type matchOnline,
} from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import { allOf, matches } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { nameOf } from '../head/head.ts'
import { nameAlike } from '../merge/merge.rules.ts'
import { MatchRow, matchQuery, OnlineRow, waitingQuery } from './waiting.store.ts'

const PAGE = 100
/** Who has two weeks left goes soon. */
const SOON_DAYS = 14

/** Where a page begins: the day and the record of the last row before it. */
function placeOf(after: string | undefined): { day: Day; patron_id: string } | null {
  if (after === undefined) return { day: '1900-01-01', patron_id: '0' }
  const [day, patron_id] = after.split(' ')
  return matches(Day, day) && matches(Id, patron_id)
    ? { day: String(day), patron_id: String(patron_id) }
    : null
}

/** Who registered on the internet and has still to come; each who is shown was looked at. */
export function listOnline(ctx: StaffCtx, query: ListOnlineAsk): Promise<OkOf<typeof op> | Refusal> {
  const after = placeOf(query.after)
  if (after === null) return Promise.resolve(refuse('invalid'))
  const today = dayOf(ctx.now)
  return transact(ctx, async tx => {
    const [found = []] = await tx.first([
      waitingQuery(ctx.actor.library_id, {
        show: query.show,
        today,
        soon: addDays(today, SOON_DAYS),
        after,
        most: PAGE + 1,
      }),
    ])
    const rows = allOf(OnlineRow, found)
    const page = rows.slice(0, PAGE)
    for (const { patron_id } of page) tx.seen(patron_id)
    const last = page.at(-1)
    return {
      rows: page.map(({ family_name, given_name, ...row }) => ({
        ...row,
        name: nameOf({ family_name, given_name }),
      })),
      next: rows.length > PAGE && last ? `${last.visit_until} ${last.patron_id}` : null,
    }
  })
}

/** Whoever is being registered may have sent a form already: those of the own library who wait, with this name and date. */
export const matchOnlinePatrons = (
  ctx: StaffCtx,
  asked: { readonly family_name: string; readonly given_name: string; readonly birth_on: Day },
): Promise<OkOf<typeof matchOnline>> =>
  transact(ctx, async tx => {
    const [found = []] = await tx.first([matchQuery(ctx.actor.library_id, asked.birth_on)])
    const rows = allOf(MatchRow, found).filter(row => nameAlike(row, asked))
    for (const { patron_id } of rows) tx.seen(patron_id)
    return {
      rows: rows.map(row => ({
        patron_id: row.patron_id,
        name: nameOf(row),
        confirmed_on: row.confirmed_on,
      })),
    }
  })
