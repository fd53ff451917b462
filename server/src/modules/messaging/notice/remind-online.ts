import { dayOf } from '../../../base/dates.ts'
import { eachAwakeLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { planOnlineReminders } from './plan-notices.store.ts'

/** Plans the one reminder of who registered on the internet and has not been to the desk. */
export const remindOnline = (ctx: JobCtx, by_email: boolean): Promise<void> =>
  eachAwakeLibrary(ctx, library_id =>
    inLibrary(ctx, library_id, async tx => {
      await tx.first([])
      const at = { now: ctx.now.toString(), today: dayOf(ctx.now), by_email }
      await tx.last([planOnlineReminders(library_id, at)])
    }),
  )
