import type { BodyOf, OkOf, readHistory as op } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { TRACE_DAYS } from '../events/event.store.ts'
import { Keeper, keeperQuery, PastLoan, pastLoans } from './history.store.ts'

const PAGE = 50

/**
 * What a patron had at home before, for staff who say why (P68): damage and disputes are of the last ninety days. Older
 * loans are kept for readers who chose that, and so are shown at the reader's own request only.
 */
export const readHistory = (
  ctx: StaffCtx,
  ask: { readonly patron_id: string } & BodyOf<typeof op>,
): Promise<OkOf<typeof op> | Refusal> =>
  transact(ctx, async tx => {
    const { patron_id, reason, before = null } = ask
    const [found = []] = await tx.first([keeperQuery(patron_id)])
    const keeper = oneOf(Keeper, found)
    tx.seen(keeper?.patron_id ?? null, keeper ? 'seen' : 'refused', reason)
    if (!keeper) return refuse('patron_unknown')
    const all = keeper.keeps && reason === 'own_request'
    const since = all ? null : addDays(dayOf(ctx.now), -TRACE_DAYS)
    const [loans = []] = await tx.more([pastLoans({ patron_id, since, before, most: PAGE + 1 })])
    const rows = allOf(PastLoan, loans)
    const page = rows.slice(0, PAGE)
    return {
      keeps: keeper.keeps,
      since,
      rows: page,
      next: rows.length > PAGE ? (page.at(-1)?.loan_id ?? null) : null,
    }
  })
