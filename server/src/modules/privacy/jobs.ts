import type { Job } from '../../base/job.ts'
import { checkAccessLog, seal } from './seal/seal.ts'

const MINUTE = 60_000

export const privacyJobs: readonly Job[] = [
  {
    name: 'seal_access_log',
    timetable: '* * * * *',
    limit_ms: MINUTE,
    handler: async ctx => {
      for (let made = await seal(ctx); made && !ctx.signal.aborted; made = await seal(ctx))
        // The root stands in the log of the process too: whoever changes the database cannot change that.
        ctx.log('info', 'sealed the access log', { ...made })
    },
  },
  {
    name: 'check_access_log',
    timetable: '40 2 * * *',
    limit_ms: 60 * MINUTE,
    catch_up_ms: 20 * 60 * MINUTE,
    handler: async ctx => {
      const { broken_seal, broken_row } = await checkAccessLog(ctx.db)
      if (broken_seal === null && broken_row === null) return
      ctx.log('error', 'the access log is not as it was written', { broken_seal, broken_row })
      throw new Error('the access log is not as it was written')
    },
  },
]
