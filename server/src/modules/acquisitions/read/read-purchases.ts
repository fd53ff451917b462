import {
  type Ask,
  type listPurchases as listOp,
  type OkOf,
  type readPurchase as readOp,
} from '@kaft/contract'
import { normaliseIsbn } from '@kaft/marc'
import { refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  PurchaseCount,
  purchaseById,
  purchaseCounts,
  purchasesAfter,
  PurchaseSuggestion,
} from './read-purchases.store.ts'

const ROWS = 50

/** What was suggested here, the last first, by state, branch and words; with how many of them stand in each state. */
export async function listPurchases(
  ctx: StaffCtx,
  query: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp>> {
  const words = query.q?.trim() || null
  const of = {
    library_id: ctx.actor.library_id,
    branch_id: query.branch_id ?? null,
    words,
    isbn: words === null ? null : (normaliseIsbn(words) ?? null),
  }
  const page = { state: query.state ?? null, after: query.after ?? null, most: ROWS, today: dayOf(ctx.now) }
  const [found = [], counted = []] = await read(ctx, [purchasesAfter(of, page), purchaseCounts(of)])
  const all = allOf(PurchaseSuggestion, found)
  const rows = all.slice(0, ROWS)
  return {
    rows,
    next: all.length > ROWS ? (rows.at(-1)?.suggestion_id ?? null) : null,
    counts: allOf(PurchaseCount, counted),
  }
}

export async function readPurchase(
  ctx: StaffCtx,
  suggestion_id: string,
): Promise<Answer<OkOf<typeof readOp>>> {
  const [found = []] = await read(ctx, [purchaseById(ctx.actor.library_id, suggestion_id, dayOf(ctx.now))])
  return oneOf(PurchaseSuggestion, found) ?? refuse('not_found')
}
