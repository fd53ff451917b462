import type { OpenLoans } from '@kaft/contract'
import type { Static } from 'typebox'
import { dayOf } from '../../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../../base/job.ts'
import { allOf, shaped } from '../../../../base/row.ts'
import type { Query } from '../../../../base/sql.ts'
import { type Tx, transact } from '../../../../base/tx.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { eventsQuery, type ManyEvents } from '../../events/events.store.ts'
import { type LoanSet, lockItemsOfLoans, lockPatronsOfLoans, setLoans } from '../../facts/loan-facts.store.ts'
import { EpochRow, epochQuery } from '../../rulebook/rulebook.store.ts'
import { rulebookFor, termsFor, versionFor } from '../../rulebook/rulebook.ts'
import { openLoanOf } from './open-loan.ts'
import {
  lockRun,
  moveRun,
  OpenRow,
  openLoansAfter,
  openRun,
  Run,
  WaitingRun,
  waitingRuns,
} from './open-loans.store.ts'
import { reterm } from './reterm.rules.ts'

const BATCH = 500
export const FIRST = '0001-01-01'
type Waiting = Static<typeof WaitingRun>
type Row = Static<typeof OpenRow>

/** Applies each version that has begun to the loans that it should reach, batch by batch, never twice to one loan. */
export async function applyOpenLoans(ctx: JobCtx): Promise<void> {
  const [rows] = await transact(ctx, tx => tx.first([waitingRuns(dayOf(ctx.now))]))
  for (const run of allOf(WaitingRun, rows ?? [])) {
    while (await inLibrary(ctx, run.library_id, tx => applyBatch(ctx, tx, run))) ctx.signal.throwIfAborted()
  }
}

/** One batch and where it ended are one transaction. @returns whether there is more */
async function applyBatch(
  ctx: JobCtx,
  tx: Tx,
  { version_id, library_id, open_loans }: Waiting,
): Promise<boolean> {
  const [, stands, epochs] = await tx.first([
    openRun(version_id, library_id),
    lockRun(version_id),
    epochQuery(library_id),
  ])
  const run = shaped(Run, stands?.[0])
  if (run.done) return false
  const at = { version_id, after_on: run.after_on ?? FIRST, after_id: run.after_id, most: BATCH }
  const [found] = await tx.more([openLoansAfter(at)])
  const before = allOf(OpenRow, found ?? [])
  const ids = before.map(row => row.loan_id)
  // Locked before they are decided about: a desk may have them in hand.
  const [, , again] = await tx.more([lockPatronsOfLoans(ids), lockItemsOfLoans(ids), openLoansAfter(at)])
  const rows = allOf(OpenRow, again ?? []).filter(row => ids.includes(row.loan_id))
  const last = before.at(-1)
  const epoch = shaped(EpochRow, epochs?.[0]).epoch
  const changes = await changesOf(ctx, tx, { rows, version_id, library_id, epoch, mode: open_loans })
  await tx.last([
    ...changes.effects,
    moveRun(version_id, {
      after_on: last?.due_on ?? run.after_on,
      after_id: last?.loan_id ?? run.after_id,
      looked_at: before.length,
      changed: changes.count,
      done_at: before.length < BATCH ? ctx.now.toString() : null,
    }),
  ])
  return before.length === BATCH
}

interface Batch {
  readonly rows: readonly Row[]
  readonly version_id: string
  readonly library_id: string
  readonly epoch: string
  readonly mode: OpenLoans
}

async function changesOf(ctx: JobCtx, tx: Tx, batch: Batch): Promise<{ effects: Query[]; count: number }> {
  const { library_id, version_id, epoch, mode } = batch
  const book = await rulebookFor(ctx, tx, { library_id, epoch })
  const version = await versionFor(ctx, tx, { version_id, book })
  if (!version) throw new Error('a version that is gone')
  const sets: LoanSet[] = []
  const events: ManyEvents[number][] = []
  for (const row of batch.rows) {
    const loan = openLoanOf(row)
    const calendar = book.calendars.get(row.branch_id) ?? null
    const next = loan && reterm(version, loan, { mode, calendar, today: dayOf(ctx.now) })
    if (!next) continue
    const { loan_id, item_id, renewals, branch_id } = row
    const terms_id = await termsFor(ctx, tx, { version_id, values: next.resolved.values })
    const was = { due_on: row.due_on, renewals, terms_id: row.terms_id }
    sets.push({
      loan_id,
      was_due_on: row.due_on,
      due_on: next.due_on,
      renewals,
      terms_id,
      trace: JSON.stringify(next.trace),
    })
    events.push({
      event_id: uuid7(ctx.now),
      kind: 'due_changed',
      occurred_at: ctx.now.toString(),
      branch_id,
      item_id,
      loan_id,
      person: row.person,
      due_on: next.due_on,
      undo: was,
    })
  }
  const by = {
    now: ctx.now.toString(),
    library_id,
    staff_id: null,
    workstation_id: null,
    source: 'job' as const,
  }
  return {
    count: sets.length,
    effects: sets.length > 0 ? [setLoans(sets, null), eventsQuery(by, events)] : [],
  }
}
