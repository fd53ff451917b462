import type { Job } from '../../base/job.ts'
import { countFigures } from './count/count-figures.ts'

export const COUNT_JOB = 'count_figures'

export const statisticsJobs: readonly Job[] = [
  {
    // Before the history goes: after that nobody knows how many readers a month had.
    name: COUNT_JOB,
    timetable: '45 1 * * *',
    limit_ms: 2 * 3_600_000,
    catch_up_ms: 20 * 3_600_000,
    handler: countFigures,
  },
]
