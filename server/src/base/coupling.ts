import { Type } from 'typebox'
import { dayOf } from './dates.ts'
import type { Row } from './db.ts'
import { oneOf } from './row.ts'
import { type Query, sql } from './sql.ts'

/** What leaves this installation, by the name under which whoever answers for it approved it. */
export type CouplingCode = 'mail' | 'magda' | 'uitpas' | 'website' | 'public' | 'feeds' | 'oidc'

/** Asks the register whether something may leave now; each message asks anew, so that off is off at once. */
export const couplingRuns = (code: CouplingCode, now: Temporal.Instant): Query =>
  sql`select organisation.coupling_runs(${code}, ${dayOf(now)}::date) as runs`

const Runs = Type.Object({ runs: Type.Boolean() })
export const runsIn = (rows: readonly Row[] | undefined): boolean => oneOf(Runs, rows ?? [])?.runs ?? false
