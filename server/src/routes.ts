import { dayOf } from './base/dates.ts'
import type { Log } from './base/log.ts'
import type { Route } from './base/route.ts'
import type { Magda } from './base/magda/magda.ts'
import type { Uitpas } from './base/uitpas.ts'
import { PROVISIONAL, refreshHeld } from './modules/cataloguing/index.ts'
import { acquisitionsMoves } from './modules/acquisitions/index.ts'
import { acquisitionsRoutes } from './modules/acquisitions/routes.ts'
import { noFeeds } from './modules/cataloguing/jobs.ts'
import { cataloguingRoutes } from './modules/cataloguing/routes.ts'
import {
  chooseHistory,
  circulationMoves,
  circulationTitleMoves,
  endHoldsOf,
  headFacts,
  headFindings,
  putHoldsBack,
  runningFines,
} from './modules/circulation/index.ts'
import { regulationRoutes } from './modules/circulation/regulation/manage/routes.ts'
import { itemRoutes } from './modules/circulation/item-routes.ts'
import { circulationRoutes } from './modules/circulation/routes.ts'
import { financeRoutes } from './modules/finance/routes.ts'
import { inventoryRoutes } from './modules/inventory/routes.ts'
import { messagingMoves, planOnlineCode } from './modules/messaging/index.ts'
import { messagingRoutes } from './modules/messaging/routes.ts'
import { movingPersonal } from './modules/moving/index.ts'
import { movingRoutes } from './modules/moving/routes.ts'
import {
  factorRoutes,
  organisationRoutes,
  type Practice,
  sessionRoutes,
} from './modules/organisation/routes.ts'
import type { Provider } from './modules/organisation/oidc/sign-in-elsewhere.ts'
import type { Site } from './modules/organisation/second-factor/passkeys.ts'
import { patronRoutes } from './modules/patrons/routes.ts'
import { privacyMoves } from './modules/privacy/index.ts'
import { privacyRoutes } from './modules/privacy/routes.ts'
import { statisticsRoutes } from './modules/statistics/routes.ts'

const NO_PRACTICE: Practice = { door: null, room: null }
const siteOf = ({ site }: { readonly site?: Site }): Site => site ?? { origin: 'http://localhost' }

/** Every route of every module. A test says that each operation of the contract stands here exactly once. */
export const allRoutes = (installation: {
  readonly demo: boolean
  /** Where browsers reach Kaft; in tests the host without a port. */
  readonly site?: Site
  /** Where staff may sign in too; absent or null where the installation has no provider. */
  readonly provider?: Provider | null
  /** The practice room of this installation, or this program as one. */
  readonly practice?: Practice
  readonly log?: Log
  /** The door to UiTPAS; absent or null where the installation has none. */
  readonly uitpas?: Uitpas | null
  /** The door to MAGDA; absent or null where the installation has none. */
  readonly magda?: Magda | null
  /** False where it sends no mail: then nobody can prove an address, and nobody registers on the internet. */
  readonly mails?: boolean
  /** From where titles may come by themselves; absent: from nowhere. */
  readonly feeds?: typeof noFeeds
}): readonly Route[] => [
  ...sessionRoutes({
    demo: installation.demo,
    provider: installation.provider ?? null,
    site: siteOf(installation),
    log: installation.log ?? (() => undefined),
    practice: installation.practice ?? NO_PRACTICE,
  }),
  ...factorRoutes({
    demo: installation.demo,
    site: siteOf(installation),
    practice: installation.practice ?? NO_PRACTICE,
  }),
  ...organisationRoutes(Boolean(installation.provider)),
  ...financeRoutes({ runningFines }),
  ...statisticsRoutes(),
  ...patronRoutes({
    head: { facts: headFacts, findings: headFindings },
    historyChosen: (ctx, patron_id, keep) => chooseHistory(patron_id, keep, dayOf(ctx.now)),
    uitpas: installation.uitpas ?? null,
    magda: installation.magda ?? null,
    withDeath: { end: endHoldsOf, back: putHoldsBack },
    site: siteOf(installation),
    planCode: installation.mails === false ? undefined : planOnlineCode,
    moves: [...circulationMoves, ...acquisitionsMoves, ...messagingMoves, ...privacyMoves],
  }),
  ...acquisitionsRoutes,
  ...circulationRoutes,
  ...itemRoutes,
  ...cataloguingRoutes(installation.feeds ?? noFeeds, circulationTitleMoves),
  ...inventoryRoutes({ held: refreshHeld, provisional: PROVISIONAL }),
  ...regulationRoutes(),
  ...messagingRoutes(installation.mails !== false),
  ...movingRoutes(),
  ...privacyRoutes([movingPersonal]),
]
