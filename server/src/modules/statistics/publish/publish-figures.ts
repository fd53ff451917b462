import { addMonths, type Day } from '../../../base/dates.ts'
import type { JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { publishMonth } from './publish-month.ts'
import { MonthRow, unpublished } from './publish.store.ts'

/** A night that was missed is made up for as far back as events still lead to their readers. */
const BACK_MONTHS = 2

/** Makes the figures of regions and of Flanders of months that are settled, each once. */
export async function publishFigures(ctx: JobCtx, settled: Day): Promise<void> {
  const months = await transact(ctx, async tx => {
    const [rows = []] = await tx.first([unpublished(addMonths(settled, -BACK_MONTHS), settled)])
    return allOf(MonthRow, rows)
  })
  for (const { month } of months) {
    ctx.signal.throwIfAborted()
    await transact(ctx, async tx => {
      await tx.first([])
      const ask = async (query: Parameters<typeof tx.more>[0][number]) => (await tx.more([query]))[0] ?? []
      const made = await publishMonth(ask, { month, at: ctx.now.toString() })
      if (made) await tx.last([made])
    })
  }
}
