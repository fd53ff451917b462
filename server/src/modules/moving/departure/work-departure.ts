import { departureSteps } from '@kaft/contract'
import { Type } from 'typebox'
import { forgetAllAnswers } from '../../../base/forget-answers.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { Gone, type Personal } from '../../../base/personal.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { leavePurchases } from '../../acquisitions/index.ts'
import { leaveHoldings, leaveSaved, refreshHeld } from '../../cataloguing/index.ts'
import { leaveItemLoans, leaveWork, NamedItem, namedByOthers } from '../../circulation/index.ts'
import { emptyItems, LeavingItem, leavingItems, removeItems } from '../../inventory/index.ts'
import { leaveNews } from '../../messaging/index.ts'
import { forgetChanges, leaveBranches, leaveHouse, restLibrary } from '../../organisation/index.ts'
import { leaveLists, leavingPatrons } from '../../patrons/index.ts'
import { certifyLeft, eraseIn, leaveCases, lockRecords, markLeft } from '../../privacy/index.ts'
import { checksOf, isSettled } from './departure.rules.ts'
import {
  type At,
  claimDeparture,
  DepartureRow,
  dropTallies,
  goOn,
  setBack,
  setLeft,
  setTotal,
  type TableRows,
  tallies,
  talliesOf,
  TallyRow,
} from './departure.store.ts'
import { dropFiles } from './files.store.ts'
import { leaveMoves } from './leave-moves.store.ts'
import { lookAt } from './look.ts'

export interface How {
  /** Records, or items, in one transaction. */
  readonly batch: number
  /** What the modules that stand on privacy hold of people. */
  readonly above: readonly Personal[]
  readonly onProgress?: (step: string) => void
}
interface Work {
  readonly ctx: JobCtx
  readonly tx: Tx
  readonly row: DepartureRow
  readonly at: At
  readonly how: How
}
/** What a batch did. `done` of nothing means that its step is over; null, that the erasure does not go on. */
interface Batch {
  readonly done: number
  readonly people: number
  readonly after_code: string
}
const over: Batch = { done: 0, people: 0, after_code: '' }
const PatronRow = Type.Object({ patron_id: Type.String() })

/**
 * The library closed when the erasure began. It is looked at once more, in the transaction from which on nothing comes back: what
 * became open since, and nobody accepted, opens the library again.
 */
async function close({ ctx, tx, row, at }: Work): Promise<Batch | null> {
  const looked = await lookAt(tx, row)
  const now = ctx.now.toString()
  if (!row.replayed && !isSettled(checksOf(looked, row.accepted))) {
    await tx.last([setBack(row.departure_id, looked, now)])
    return null
  }
  const [, , answers = []] = await tx.more([
    restLibrary(row.library_id, now),
    dropTallies(at),
    forgetAllAnswers(row.library_id),
    markLeft(ctx, row.library_id),
    setTotal(row.departure_id, looked.stands.patrons + looked.stands.items),
  ])
  await tx.more([tallies(at, [{ table: 'base.command', rows: oneOf(Gone, answers)?.gone ?? 0 }])])
  return over
}

/** The next people, by the engine that erases anybody, with a certificate; whoever is known elsewhere stays there. */
async function patrons({ ctx, tx, row, at, how }: Work): Promise<Batch> {
  const { library_id } = row
  const [found = []] = await tx.more([leavingPatrons(library_id, how.batch)])
  const patron_ids = allOf(PatronRow, found).map(p => p.patron_id)
  if (patron_ids.length === 0) return over
  await tx.more([lockRecords(patron_ids)])
  const { rows } = await eraseIn(ctx, tx, {
    library_id,
    patron_ids,
    parts: ['everything'],
    because: 'leaving',
    above: how.above,
  })
  await tx.more([tallies(at, rows)])
  return { done: patron_ids.length, people: patron_ids.length, after_code: '' }
}

/** The next items. One that a loan of another library names stays, withdrawn; titles stay, and search knows where they are no more. */
async function items({ ctx, tx, row, at, how }: Work): Promise<Batch> {
  const [found = []] = await tx.more([leavingItems(row.library_id, row.after_code, how.batch)])
  const batch = allOf(LeavingItem, found)
  const last = batch.at(-1)
  if (last === undefined) return over
  const [said = []] = await tx.more([
    namedByOthers(
      row.library_id,
      batch.map(i => i.item_id),
    ),
  ])
  const named = new Set(allOf(NamedItem, said).map(i => i.item_id))
  const go = batch.filter(i => !named.has(i.item_id)).map(i => i.item_id)
  const hanging = leaveItemLoans(row.library_id, go)
  const gone = await tx.more([
    ...hanging,
    ...removeItems(go),
    emptyItems([...named]),
    refreshHeld([...new Set(batch.map(i => i.title_id))].toSorted(), ctx.now.toString()),
  ])
  const count = (no: number): number => oneOf(Gone, gone[no] ?? [])?.gone ?? 0
  await tx.more([
    tallies(at, [
      { table: 'inventory.item_condition', rows: count(hanging.length) },
      { table: 'inventory.item', rows: count(hanging.length + 1) },
    ]),
  ])
  return { done: batch.length, people: 0, after_code: last.barcode }
}

/** Accounts, seats, settings, lists and requests: few rows, in one transaction. Names of colleagues go from the log of changes. */
async function house({ ctx, tx, row, at }: Work): Promise<Batch> {
  const id = row.library_id
  const holdings = await leaveHoldings(tx, id, ctx.now.toString())
  const parts = [
    holdings,
    ...leaveCases(id),
    ...leaveNews(id),
    ...leaveLists(id),
    ...leaveSaved(id),
    ...leavePurchases(id),
    ...leaveWork(id),
    ...leaveMoves(id),
    ...leaveHouse(id),
  ]
  const said = await tx.more(parts.map(p => p.remove))
  const rows: TableRows[] = parts.map(({ table }, no) => ({
    table,
    rows: oneOf(Gone, said[no] ?? [])?.gone ?? 0,
  }))
  await tx.more([
    tallies(at, rows),
    holdings.after,
    leaveBranches(id),
    forgetChanges(id, addDays(dayOf(ctx.now), 1)),
  ])
  return over
}

async function certificate({ ctx, tx, row, at }: Work): Promise<Batch | null> {
  const [said = []] = await tx.more([talliesOf(at.departure_id)])
  const certificate_id = await certifyLeft(ctx, tx, {
    library_id: row.library_id,
    people: Number(row.people),
    rows: allOf(TallyRow, said),
  })
  await tx.last([dropFiles(row.departure_id), setLeft(row.departure_id, certificate_id, ctx.now.toString())])
  return null
}

const batches: Readonly<Record<(typeof departureSteps)[number], (work: Work) => Promise<Batch | null>>> = {
  close,
  patrons,
  items,
  house,
  certificate,
}

/**
 * Erases a library, batch by batch: each batch and the place behind it are one transaction. What is gone is not there to be erased
 * again, so a process that is killed at any point leaves an erasure that goes on.
 */
export async function eraseLibrary(ctx: JobCtx, at: At, how: How): Promise<void> {
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    const step = await inLibrary(ctx, at.library_id, tx => turn(ctx, tx, { at, how }))
    more = step !== null
    if (step !== null) how.onProgress?.(step)
  }
}

async function turn(
  ctx: JobCtx,
  tx: Tx,
  { at, how }: { readonly at: At; readonly how: How },
): Promise<string | null> {
  const row = oneOf(DepartureRow, (await tx.first([claimDeparture(at.departure_id)]))[0] ?? [])
  if (row?.state !== 'erasing') return null
  const step = departureSteps[row.step_no]
  if (step === undefined) return null
  const batch = await batches[step]({ ctx, tx, row, at, how })
  if (batch === null) return null
  const ended = batch.done === 0
  await tx.last([
    goOn(row.departure_id, {
      step_no: ended ? row.step_no + 1 : row.step_no,
      after_code: ended ? '' : batch.after_code,
      done: batch.done,
      people: batch.people,
    }),
  ])
  return step
}
