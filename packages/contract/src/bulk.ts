import { type Static, type TSchema, Type } from 'typebox'
import { Code } from './codes.ts'
import { operation } from './operation.ts'
import { Purpose } from './privacy.ts'
import { Barcode, closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Word } from './values.ts'

/*
 * Many at once: a change of loans, holds, items or patrons. It is selected, previewed row by row, started, done in
 * batches, and can be taken back row by row.
 */

const change = <const K extends string, P extends Record<string, TSchema>>(kind: K, more: P) =>
  closed({ kind: Type.Literal(kind), ...more })

/** What happens to each row. The word before the underscore says to what. */
export const BulkChange = Type.Union([
  change('loan_renew', {}),
  /** to a day, or so many days later; a closed day moves on by the rules of the branch where it was lent */
  change('loan_due', {
    on: Type.Optional(Day),
    by_days: Type.Optional(Type.Integer({ minimum: -365, maximum: 365 })),
  }),
  /** einde van een boetevrije periode: what is late counts as late from the day after this one only */
  change('loan_fine_free', { last_free_on: Day }),
  /** off the days on which nothing can be due, as the calendar stands now */
  change('loan_off_closed', {}),
  change('hold_cancel', {}),
  change('hold_pickup', { branch_id: Id }),
  change('hold_expiry', { on: Day }),
  change('hold_off_closed', {}),
  change('item_branch', { branch_id: Id }),
  change('item_shelf', { shelf: Nullable(Line(60)) }),
  change('item_type', { item_type: Word }),
  change('item_loanable', { loanable: Type.Boolean() }),
  change('item_note', { note: Nullable(Line(300)) }),
  change('item_state', { state: OneOf(['in_use', 'missing', 'withdrawn']) }),
  change('patron_until', { on: Day }),
  change('patron_block', { reason: Line(200), until: Nullable(Day) }),
  change('patron_note', { text: Line(500), until: Day }),
])
export type BulkChange = Static<typeof BulkChange>
export type BulkKind = BulkChange['kind']
export type BulkSubject = 'loan' | 'hold' | 'item' | 'patron'
export const subjectOf = (kind: string): BulkSubject => kind.split('_')[0] as BulkSubject

/** Which rows: each filter that is given narrows. `from` and `until` are the due day, the last day on the hold shelf, the
 * day of receipt of an item, or the end of a membership. */
export const BulkFilters = closed({
  branch_id: Type.Optional(Id),
  item_type: Type.Optional(Word),
  shelf: Type.Optional(Line(60)),
  state: Type.Optional(Word),
  membership_type: Type.Optional(Word),
  from: Type.Optional(Day),
  until: Type.Optional(Day),
})
export type BulkFilters = Static<typeof BulkFilters>

/** So many rows fit in one run; whoever has more divides them by branch or by date. */
export const MOST_LINES = 250_000
export const MOST_CODES = 20_000

export const BulkState = OneOf([
  'preparing',
  'ready',
  'running',
  'done',
  'rolling_back',
  'rolled_back',
  'stopped',
])
export type BulkState = Static<typeof BulkState>

export const BulkRun = closed({
  run_id: Id,
  kind: Type.String(),
  change: Type.Unknown(),
  reason: Type.String(),
  state: BulkState,
  /** Rows that the present phase has handled, of `lines`. */
  handled: Type.Integer(),
  lines: Type.Integer(),
  planned: Type.Integer(),
  /** Rows with which nothing happens, each with its reason. */
  skipped: Type.Integer(),
  done: Type.Integer(),
  rolled_back: Type.Integer(),
  /** Rows that could not be taken back. */
  kept: Type.Integer(),
  made_at: Instant,
  made_by: Type.String(),
  finished_at: Nullable(Instant),
  /** Until when it can be taken back. */
  undo_until: Nullable(Day),
  closure_id: Nullable(Id),
})
export type BulkRun = Static<typeof BulkRun>

const Values = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
)
export const BulkLine = closed({
  line_no: Type.Integer(),
  /** What was scanned or stood in the file. */
  code: Nullable(Type.String()),
  /** Title and barcode, or the name of a patron. */
  label: Nullable(Type.String()),
  state: OneOf(['new', 'planned', 'refused', 'done', 'rolled_back', 'kept']),
  before: Nullable(Values),
  after: Nullable(Values),
  why: Nullable(Code),
  about: Nullable(Values),
})
export type BulkLine = Static<typeof BulkLine>

const one = closed({ run_id: Id })
export const beginBulk = operation({
  id: 'beginBulk',
  method: 'POST',
  path: '/bulk-runs',
  leave: 'circulation.bulk',
  purpose: 'administration',
  status: 201,
  summary: 'Select rows for a change of many at once; nothing is changed before the run is started',
  body: closed({
    command_id: CommandId,
    change: BulkChange,
    /** By filters, or by the codes of a scan list or a file. */
    filters: Type.Optional(BulkFilters),
    codes: Type.Optional(Type.Array(Barcode, { minItems: 1, maxItems: MOST_CODES })),
    reason: Line(200),
    /** Asked where the rows are people. */
    purpose: Type.Optional(Purpose),
  }),
  ok: BulkRun,
  codes: ['bulk_nothing', 'bulk_too_many', 'bulk_purpose_needed', 'bulk_kind_not_yours', 'branch_not_yours'],
})
export const workBulk = operation({
  id: 'workBulk',
  method: 'POST',
  path: '/bulk-runs/:run_id/work',
  leave: 'circulation.bulk',
  purpose: 'administration',
  summary: 'Do the next batch of a run, and say how far it is; a job does the same for what nobody looks at',
  params: one,
  body: closed({}),
  ok: BulkRun,
})
export const startBulk = operation({
  id: 'startBulk',
  method: 'POST',
  path: '/bulk-runs/:run_id/start',
  leave: 'circulation.bulk',
  purpose: 'administration',
  status: 201,
  summary: 'Change the rows that were previewed; the number must be the one that was shown',
  params: one,
  body: closed({ command_id: CommandId, count: Type.Integer({ minimum: 1 }) }),
  ok: BulkRun,
  codes: ['bulk_wrong_state', 'changed_meanwhile', 'bulk_kind_not_yours'],
})
export const stopBulk = operation({
  id: 'stopBulk',
  method: 'POST',
  path: '/bulk-runs/:run_id/stop',
  leave: 'circulation.bulk',
  status: 201,
  summary: 'Stop a run where it is; what is done stays done, and can be taken back',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: BulkRun,
  codes: ['bulk_wrong_state'],
})
export const rollBackBulk = operation({
  id: 'rollBackBulk',
  method: 'POST',
  path: '/bulk-runs/:run_id/roll-back',
  leave: 'circulation.bulk',
  purpose: 'administration',
  status: 201,
  summary: 'Take a run back, row by row, as far as a row was not changed since',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: BulkRun,
  codes: ['bulk_wrong_state', 'bulk_too_late', 'bulk_kind_not_yours', 'bulk_of_closure'],
})
export const readBulk = operation({
  id: 'readBulk',
  method: 'GET',
  path: '/bulk-runs/:run_id',
  leave: 'circulation.bulk',
  summary: 'One run',
  params: one,
  ok: BulkRun,
})
export const listBulk = operation({
  id: 'listBulk',
  method: 'GET',
  path: '/bulk-runs',
  leave: 'circulation.bulk',
  summary: 'The last runs of the own library, newest first',
  ok: closed({ rows: Type.Array(BulkRun) }),
})
export const bulkLines = operation({
  id: 'bulkLines',
  method: 'GET',
  path: '/bulk-runs/:run_id/lines',
  leave: 'circulation.bulk',
  purpose: 'administration',
  summary: 'Rows of a run, as they were and as they become, or why not',
  params: one,
  query: closed({
    state: Type.Optional(OneOf(['planned', 'refused', 'done', 'rolled_back', 'kept'])),
    after: Type.Optional(Type.String({ pattern: '^[0-9]{1,7}$' })),
  }),
  ok: closed({ rows: Type.Array(BulkLine), next: Nullable(Type.String()) }),
})
