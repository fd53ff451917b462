import type { Job } from './base/job.ts'
import { circulationJobs } from './modules/circulation/jobs.ts'
import { organisationJobs } from './modules/organisation/jobs.ts'
import { patronJobs } from './modules/patrons/jobs.ts'
import { privacyJobs } from './modules/privacy/jobs.ts'

/** Every job of every module, by the clock. */
export const allJobs: readonly Job[] = [
  ...circulationJobs,
  ...organisationJobs,
  ...patronJobs,
  ...privacyJobs,
]
