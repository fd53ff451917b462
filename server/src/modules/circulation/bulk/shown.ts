import { type BulkRun, type BulkSubject, type Leave, settings, subjectOf } from '@kaft/contract'
import { may, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { matches, oneOf } from '../../../base/row.ts'
import { holds } from './holds.ts'
import { items } from './items.ts'
import { loans } from './loans.ts'
import { patrons } from './patrons.ts'
import { type Run, UndoDays } from './run.store.ts'
import type { Subject } from './subject.ts'

const subjects: Readonly<Record<BulkSubject, Subject>> = {
  loan: loans,
  hold: holds,
  item: items,
  patron: patrons,
}
export const subjectFor = (kind: string): Subject => subjects[subjectOf(kind)]

/** What someone must also be allowed: many at once gives no right that one at a time does not. */
const leaveOf: Readonly<Record<BulkSubject, Leave>> = {
  loan: 'circulation.renew',
  hold: 'circulation.hold',
  item: 'inventory.change',
  patron: 'patrons.change',
}
export const mayDo = (ctx: StaffCtx, kind: string): boolean => may(ctx)(leaveOf[subjectOf(kind)])

/** Goes on with every run that no screen works on. */
export const BULK_JOB = 'bulk_runs'

export const shownRun = (run: Run): BulkRun => ({
  run_id: run.run_id,
  kind: run.kind,
  change: run.change,
  reason: run.reason,
  state: run.state,
  handled: run.cursor_no,
  lines: run.lines,
  planned: run.planned,
  skipped: run.refused,
  done: run.done,
  rolled_back: run.rolled_back,
  kept: run.kept,
  made_at: run.made_at,
  made_by: run.by,
  finished_at: run.finished_at,
  undo_until: run.undo_until,
  closure_id: run.closure_id,
})

const rule = settings['circulation.bulk_undo_days']
/** The last day on which a run that ends now can be taken back. */
export function undoUntil(now: Temporal.Instant, rows: readonly Row[]): string {
  const stored = oneOf(UndoDays, rows)?.days
  return addDays(dayOf(now), matches(rule.value, stored) ? (stored as number) : rule.default)
}
