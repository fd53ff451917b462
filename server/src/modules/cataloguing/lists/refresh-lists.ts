import { addDays, dayOf } from '../../../base/dates.ts'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { Computed, computedLists, refreshList } from './lists.store.ts'

/** Makes the computed lists of every library anew: what is new, and what is lent most. */
export async function refreshLists(ctx: JobCtx): Promise<void> {
  const [today, now] = [dayOf(ctx.now), ctx.now.toString()]
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([computedLists]))
    for (const list of allOf(Computed, rows)) {
      ctx.signal.throwIfAborted()
      await inLibrary(ctx, library_id, async tx => {
        await tx.first([])
        await tx.last(refreshList(list, { since: addDays(today, -list.days), now }))
      })
    }
  })
}
