import { baseJobs } from './base/forget-answers.ts'
import type { Job } from './base/job.ts'
import type { Mailer } from './base/mail.ts'
import { cataloguingJobs } from './modules/cataloguing/jobs.ts'
import { circulationJobs } from './modules/circulation/jobs.ts'
import { messagingJobs } from './modules/messaging/jobs.ts'
import { movingJobs } from './modules/moving/jobs.ts'
import { organisationJobs } from './modules/organisation/jobs.ts'
import { patronJobs } from './modules/patrons/jobs.ts'
import { privacyJobs } from './modules/privacy/jobs.ts'

/** Every job of every module, by the clock. `mailer`: null where no mail server is set. */
export const allJobs = (mailer: Mailer | null): readonly Job[] => [
  ...baseJobs,
  ...cataloguingJobs,
  ...circulationJobs,
  ...messagingJobs(mailer),
  ...movingJobs,
  ...organisationJobs,
  ...patronJobs,
  ...privacyJobs,
]
