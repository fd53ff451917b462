import { addDays, addMonths, type Day, dayOf, momentOn } from '../../../base/dates.ts'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { publishFigures } from '../publish/publish-figures.ts'
import { countFlows, countStocks, settle, Standing, standing } from './count.store.ts'
import { monthOf, monthsToCount, settledMonth } from './months.rules.ts'

/** Events lead to their readers for ninety days. */
const KNOWN_DAYS = 90

/**
 * Counts the months that are not settled, library by library, and then makes the figures of regions and of Flanders. A month is one
 * transaction that counts it anew, so a run that was cut off is just run again, and what is settled is not looked at any more.
 */
export async function countFigures(ctx: JobCtx): Promise<void> {
  const today = dayOf(ctx.now)
  const settled = settledMonth(today)
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([standing(library_id)]))
    const at = oneOf(Standing, rows) ?? { settled_until: null, first_month: null }
    for (const month of monthsToCount(today, at)) {
      ctx.signal.throwIfAborted()
      await countMonth(ctx, { library_id, month, today, settled })
    }
  })
  await publishFigures(ctx, settled)
}

interface OneMonth {
  readonly library_id: string
  readonly month: Day
  readonly today: Day
  readonly settled: Day
}

/** Counts one month of one library anew. */
export const monthQueries = ({ library_id, month, today, settled }: OneMonth): Query[] => [
  ...countFlows({
    library_id,
    month,
    from: momentOn(month, '00:00').toString(),
    until: momentOn(addMonths(month, 1), '00:00').toString(),
    readers_known: month >= addDays(today, -KNOWN_DAYS),
  }),
  ...(month === monthOf(today) ? countStocks({ library_id, month, today }) : []),
  ...(month <= settled ? [settle(library_id, month)] : []),
]

const countMonth = (ctx: JobCtx, of: OneMonth): Promise<unknown> =>
  inLibrary(ctx, of.library_id, async tx => {
    await tx.first([])
    return tx.last(monthQueries(of))
  })
