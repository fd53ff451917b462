import { addDays, dayOf, momentOn } from '../../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../../base/job.ts'
import { countDay, forgetStays } from './stays.store.ts'

/** So many days back a night makes up for nights that were missed. */
const BACK_DAYS = 14

/**
 * Counts how long what came back stayed out, for each day that is over and was not counted yet. The mark and the
 * counts are one statement, so a day is counted once however often the job runs.
 */
export async function countStays(ctx: JobCtx, library_id: string): Promise<void> {
  const today = dayOf(ctx.now)
  for (let back = BACK_DAYS; back >= 1; back--) {
    ctx.signal.throwIfAborted()
    const on = addDays(today, -back)
    const [from, until] = [momentOn(on, '00:00'), momentOn(addDays(on, 1), '00:00')]
    await inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      await tx.last([countDay({ library_id, on, from: from.toString(), until: until.toString() })])
    })
  }
  await inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    await tx.last(forgetStays(library_id, today))
  })
}
