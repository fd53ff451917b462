import { baseJobs } from './base/forget-answers.ts'
import type { Job } from './base/job.ts'
import { cataloguingJobs } from './modules/cataloguing/jobs.ts'
import { circulationJobs } from './modules/circulation/jobs.ts'
import { organisationJobs } from './modules/organisation/jobs.ts'
import { patronJobs } from './modules/patrons/jobs.ts'
import { privacyJobs } from './modules/privacy/jobs.ts'

/** Every job of every module, by the clock. */
export const allJobs: readonly Job[] = [
  ...baseJobs,
  ...cataloguingJobs,
  ...circulationJobs,
  ...organisationJobs,
  ...patronJobs,
  ...privacyJobs,
]
