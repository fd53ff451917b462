import { Day } from '@kaft/contract'
import { Type } from 'typebox'
import { addDays, dayOf, momentOn, type Day as ADay } from '../../../base/dates.ts'
import { eachLibrary, forgetEverywhere, inLibrary, type JobCtx, overAll } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { TRACE_DAYS } from '../events/event.store.ts'
import {
  coarsenEvents,
  coarseUntil,
  type EventWindow,
  forgetClaims,
  forgetHolds,
  forgetLoans,
  forgetTies,
  keepCursor,
  renameLoans,
  renameWithEvents,
} from './history.store.ts'

const Gone = Type.Object({ gone: Type.Integer() })
const Cursor = Type.Object({ coarse_until: Day })

/** What a desk did without a connection comes in so many days late at the most; events are looked over again as far back. */
const LATE_DAYS = 10
const MOST = 2_000

/** The last day of which nothing may lead to a reader: returned on it, visible for ninety days, gone in the run after. */
export const lastForgotten = (today: ADay): ADay => addDays(today, -TRACE_DAYS - 1)

/**
 * Lets the loan history go (P66–P71): ties of events, loans, reservations, claims, and the fine grain of events. Each batch
 * is a transaction that leaves nothing half done and finds what is still there, so a run that was cut off is just run again.
 */
export async function forgetHistory(ctx: JobCtx): Promise<void> {
  const today = dayOf(ctx.now)
  const until = lastForgotten(today)
  const before = momentOn(addDays(until, 1), '00:00').toString()
  // While events still lead to their readers, how many those were is counted; then the ties go.
  await eachLibrary(ctx, library_id => coarsen(ctx, library_id, { until, before }))
  await untilNone(ctx, () => forgetTies(today, MOST))
  await forgetEverywhere(ctx, (library_id, most) => forgetLoans(library_id, until, most), MOST)
  await forgetEverywhere(ctx, (library_id, most) => forgetHolds(library_id, before, most), MOST)
  await forgetEverywhere(ctx, (library_id, most) => forgetClaims(library_id, before, most), MOST)
  await forgetEverywhere(ctx, renameLoans, MOST)
}

async function untilNone(ctx: JobCtx, statement: () => Query): Promise<void> {
  for (let gone = MOST; gone === MOST; ) {
    ctx.signal.throwIfAborted()
    const [rows = []] = await overAll(ctx, statement())
    gone = allOf(Gone, rows)[0]?.gone ?? 0
  }
}

async function coarsen(
  ctx: JobCtx,
  library_id: string,
  at: { readonly until: ADay; readonly before: string },
): Promise<void> {
  const [known = []] = await inLibrary(ctx, library_id, tx => tx.first([coarseUntil(library_id)]))
  const since = oneOf(Cursor, known)?.coarse_until ?? null
  const from = since === null ? '-infinity' : momentOn(addDays(since, -LATE_DAYS), '00:00').toString()
  const window: EventWindow = { library_id, from, until: at.before, most: MOST }
  for (let gone = MOST; gone === MOST; ) {
    ctx.signal.throwIfAborted()
    const rows = await inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      return tx.last([...renameWithEvents(window), coarsenEvents(window)])
    })
    gone = allOf(Gone, rows.at(-1) ?? [])[0]?.gone ?? 0
  }
  await inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    await tx.last([keepCursor(library_id, at.until)])
  })
}
