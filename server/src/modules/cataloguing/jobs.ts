import type { Job } from '../../base/job.ts'
import { refreshPopularity } from './popularity/refresh-popularity.ts'

export const cataloguingJobs: readonly Job[] = [
  {
    name: 'title_popularity',
    timetable: '10 2 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const titles = await refreshPopularity(ctx)
      ctx.log('info', 'counted how often titles are lent', { job: ctx.operation, rows: titles })
    },
  },
]
