import { baseJobs } from './base/forget-answers.ts'
import type { Job } from './base/job.ts'
import type { Magda } from './base/magda/magda.ts'
import type { Mailer } from './base/mail.ts'
import { acquisitionsJobs } from './modules/acquisitions/jobs.ts'
import type { CoverStore } from './modules/cataloguing/index.ts'
import { cataloguingJobs, noFeeds } from './modules/cataloguing/jobs.ts'
import { circulationTitleMoves } from './modules/circulation/index.ts'
import { circulationJobs } from './modules/circulation/jobs.ts'
import { financeJobs } from './modules/finance/jobs.ts'
import { messagingJobs } from './modules/messaging/jobs.ts'
import { movingPersonal } from './modules/moving/index.ts'
import { movingJobs } from './modules/moving/jobs.ts'
import { organisationJobs } from './modules/organisation/jobs.ts'
import { magdaJobs, onlineJobs, patronJobs } from './modules/patrons/jobs.ts'
import { eraseIn } from './modules/privacy/index.ts'
import { privacyJobs } from './modules/privacy/jobs.ts'
import { statisticsJobs } from './modules/statistics/jobs.ts'

/** What the jobs are given by the installation. */
export interface JobHands {
  /** Null where the installation has none. */
  readonly mailer: Mailer | null
  readonly magda: Magda | null
  /** The ledger of erasures. */
  readonly erasedFile: string
  /** From where titles may come by themselves; absent: from nowhere. */
  readonly feeds?: typeof noFeeds
  /** Where covers are kept, and from where they may come; absent: none are fetched. */
  readonly covers?: CoverStore
  /** The address by which people reach this installation, for links in mails. */
  readonly site?: string
}

/** Every job of every module, by the clock. */
export const allJobs = ({
  mailer,
  magda,
  erasedFile,
  feeds = noFeeds,
  covers,
  site,
}: JobHands): readonly Job[] => [
  ...baseJobs,
  ...acquisitionsJobs,
  ...cataloguingJobs(feeds, covers ?? null, circulationTitleMoves),
  ...circulationJobs,
  ...financeJobs,
  ...messagingJobs(mailer, site),
  ...movingJobs(erasedFile, [movingPersonal]),
  ...organisationJobs,
  ...patronJobs,
  ...magdaJobs(magda),
  ...onlineJobs((ctx, tx, of) =>
    eraseIn(ctx, tx, { ...of, parts: ['everything'], because: 'term', above: [movingPersonal] }),
  ),
  ...statisticsJobs,
  ...privacyJobs(erasedFile, [movingPersonal]),
]
