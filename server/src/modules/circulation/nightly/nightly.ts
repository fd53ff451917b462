import { dayOf } from '../../../base/dates.ts'
import { eachAwakeLibrary, forgetEverywhere, type Job, type JobCtx } from '../../../base/job.ts'
import { autoRenew } from './auto-renew.ts'
import { forgetNights } from './nightly.store.ts'
import { planShelfSearch } from './shelf-search.ts'

/**
 * The night of every library, one after the other. What is renewed is renewed before anybody is written about, so the
 * list of what to look for comes last. Each part remembers where it stands: after a break the run goes on there.
 */
export async function nightly(ctx: JobCtx): Promise<void> {
  const day = dayOf(ctx.now)
  let renewals = 0
  await eachAwakeLibrary(ctx, async library_id => {
    renewals += await autoRenew(ctx, library_id, day)
    await planShelfSearch(ctx, library_id, day)
  })
  ctx.log('info', 'the night is done', { job: ctx.operation, rows: renewals })
}

const KEPT_DAYS = 90
export const nightlyJobs: readonly Job[] = [
  {
    name: 'nightly',
    timetable: '30 0 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: nightly,
  },
  {
    name: 'forget_nights',
    timetable: '55 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = dayOf(ctx.now.subtract({ hours: 24 * KEPT_DAYS }))
      await forgetEverywhere(ctx, (library_id, most) => forgetNights(library_id, before, most))
    },
  },
]
