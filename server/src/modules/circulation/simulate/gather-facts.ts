import { addDays, type Day, dayOf, earliestDay } from '../../../base/dates.ts'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { shaped } from '../../../base/row.ts'
import { Gathered, gatheredUntil, gatherFacts, noteGathered } from './gather-facts.store.ts'

/** An action can still be undone for a while, and what was undone is no fact. */
const SETTLED_DAYS = 2
/** Facts are kept for a year; what was lent before Kaft kept any is gathered that far back. */
const KEPT_DAYS = 365
const STRETCH_DAYS = 31

async function gatherStretch(ctx: JobCtx, library_id: string, last: Day): Promise<boolean> {
  return inLibrary(ctx, library_id, async tx => {
    const [rows] = await tx.first([gatheredUntil(addDays(last, -KEPT_DAYS))])
    const from_on = addDays(shaped(Gathered, rows?.[0]).gathered_until, 1)
    if (from_on > last) return false
    const until_on = earliestDay(last, addDays(from_on, STRETCH_DAYS - 1))
    await tx.last([gatherFacts(from_on, until_on), noteGathered(until_on)])
    return until_on < last
  })
}

/** Gathers the facts of settled loans, library by library, a month at a time. A run that breaks off goes on where it was. */
export async function gatherLoanFacts(ctx: JobCtx): Promise<void> {
  const last = addDays(dayOf(ctx.now), -SETTLED_DAYS)
  await eachLibrary(ctx, async library_id => {
    while (await gatherStretch(ctx, library_id, last)) ctx.signal.throwIfAborted()
  })
}
