import { baseJobs } from './base/forget-answers.ts'
import type { Job } from './base/job.ts'
import type { Magda } from './base/magda/magda.ts'
import type { Mailer } from './base/mail.ts'
import { cataloguingJobs } from './modules/cataloguing/jobs.ts'
import { forgetHoldsOf } from './modules/circulation/index.ts'
import { circulationJobs } from './modules/circulation/jobs.ts'
import { forgetMessagesOf } from './modules/messaging/index.ts'
import { messagingJobs } from './modules/messaging/jobs.ts'
import { movingJobs } from './modules/moving/jobs.ts'
import { organisationJobs } from './modules/organisation/jobs.ts'
import { magdaJobs, onlineJobs, patronJobs } from './modules/patrons/jobs.ts'
import { privacyJobs } from './modules/privacy/jobs.ts'

/** Every job of every module, by the clock. `mailer`, `magda`: null where the installation has none. */
export const allJobs = (mailer: Mailer | null, magda: Magda | null = null): readonly Job[] => [
  ...baseJobs,
  ...cataloguingJobs,
  ...circulationJobs,
  ...messagingJobs(mailer),
  ...movingJobs,
  ...organisationJobs,
  ...patronJobs,
  ...magdaJobs(magda),
  ...onlineJobs([forgetHoldsOf, ids => [forgetMessagesOf(ids)]]),
  ...privacyJobs,
]
