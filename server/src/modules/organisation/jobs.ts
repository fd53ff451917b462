import { forgetEverywhere, type Job } from '../../base/job.ts'
import { forgetSessions } from './forget/forget-sessions.store.ts'

export const organisationJobs: readonly Job[] = [
  {
    name: 'forget_sessions',
    timetable: '20 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = ctx.now.subtract({ hours: 30 * 24 }).toString()
      await forgetEverywhere(ctx, (library_id, most) => forgetSessions(library_id, before, most))
    },
  },
]
