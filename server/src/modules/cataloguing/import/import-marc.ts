import { createHash } from 'node:crypto'
import { fields, type MarcRead, type MarcTaken, readMarc, subfields } from '@kaft/marc'
import type pg from 'pg'
import type { Db } from '../../../base/db.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { StartError } from '../../../base/start-error.ts'
import { authorityRow } from '../authorities/authority-row.ts'
import { type AnyTaken, isTitle, send, type Written } from './batch.ts'
import { Branch, branchesOf, Free, lockSource, settle, unlockSource } from './import.store.ts'
import { type ImportAsk, type ImportCounts, type ImportProblem, noneYet } from './ask.ts'
import { type Gone, isDeleted, numberOf, takeGone } from './gone.ts'
import { isOfData, isOfMoment } from './refused-by-database.ts'
import { branchFinder, itemRows } from './item-rows.ts'
import { lookAtBatch } from './look-batch.ts'
import { type SeenNumbers, seenNumbers } from './seen-numbers.ts'
import { titleRow } from './title-row.ts'
import { writeBatch } from './write-batch.ts'

const BATCH = 500
/** After fewer rows than this the database puts itself in order soon enough. */
const MANY = 1_000
interface Import {
  readonly ask: ImportAsk
  readonly client: pg.PoolClient
  /** The moment of a batch, and not of the whole: who harvests meanwhile must not miss what comes in later. */
  readonly at: () => string
  readonly seen: SeenNumbers
  readonly branchOf: ReturnType<typeof branchFinder>
  counts: ImportCounts
}

/**
 * Imports MARC 21 records (ISO 2709 or MARCXML) with their items as the file streams in. Each batch is a transaction
 * of its own, so that a cut file or a killed import leaves what was good; the same file again changes nothing.
 * A record that is unchanged is not written, and an item that is there stays as staff left it.
 *
 * Titles and items are about nobody, so this needs neither a session nor a library's scope: it runs in the bulk
 * pool of `kaft_jobs` (which may also bring the planner's figures up to date) or of `kaft_app`.
 *
 * @throws StartError when the library or the default branch is unknown, or this source is being imported already
 */
export async function importMarc(
  deps: { readonly db: Pick<Db, 'bulk'>; readonly now: () => Temporal.Instant },
  ask: ImportAsk,
): Promise<ImportCounts> {
  const client = await deps.db.bulk.connect()
  let free = false
  try {
    free = oneOf(Free, await send(client, lockSource(ask.source)))?.free ?? false
    if (!free)
      throw new StartError(`Another import of the source ${ask.source} is running; wait until it is done.`)
    const branches = allOf(Branch, await send(client, branchesOf(ask.library)))
    const branchOf = branchFinder(ask.holdings ?? { layout: { tag: '', barcode: '' } }, branches)
    refuseUnknown(ask, branches.length, branchOf)
    const run: Import = {
      ask,
      client,
      at: () => deps.now().toString(),
      seen: seenNumbers(),
      branchOf,
      counts: noneYet,
    }
    await importAll(run)
    const { titles_new, titles_changed, items_new, authorities_new } = run.counts
    if (titles_new + titles_changed + items_new + authorities_new >= MANY) await send(client, settle)
    return run.counts
  } finally {
    if (free) await send(client, unlockSource(ask.source)).catch(() => undefined)
    client.release()
  }
}

function refuseUnknown(ask: ImportAsk, branches: number, branchOf: Import['branchOf']): void {
  if (ask.library !== null && branches === 0)
    throw new StartError(`There is no library with the code ${ask.library}, or it has no branch.`)
  const fallback = ask.holdings?.default_branch
  if (fallback !== undefined && !branchOf(null))
    throw new StartError(`There is no branch with the code ${fallback} among those that items may go to.`)
}

interface Batch {
  readonly taken: AnyTaken[]
  readonly gone: Gone[]
}
const emptyBatch = (): Batch => ({ taken: [], gone: [] })
const isStep = (step: AnyTaken | Gone): step is AnyTaken => 'row' in step || 'authority' in step
/** Deletions of a batch come after its records: a record that was deleted before and is back begins another batch. */
const mustWait = (batch: Batch, step: AnyTaken | Gone): boolean =>
  batch.taken.length + batch.gone.length >= BATCH ||
  ('row' in step && batch.gone.some(g => g.control_number === step.row.control_number))

/** While the database writes one batch, the next is read: each waits for the other, so memory stays bounded. */
async function importAll(run: Import): Promise<void> {
  let batch = emptyBatch()
  let writing: Promise<Error | null> = Promise.resolve(null)
  const flush = async () => {
    const failed = await writing
    if (failed) throw failed
    const full = batch
    batch = emptyBatch()
    writing = store(run, full.taken)
      .then(() => storeGone(run, full.gone))
      .then(
        () => null,
        (error: Error) => error,
      )
  }
  try {
    for await (const read of readMarc(run.ask.stream)) {
      const step = take(run, read)
      if (!step) continue
      if (mustWait(batch, step)) await flush()
      if (isStep(step)) batch.taken.push(step)
      else batch.gone.push(step)
    }
    await flush()
  } finally {
    // Also where the file cannot be read on: the connection is given back only when it rests.
    await writing
  }
  const failed = await writing
  if (failed) throw failed
}

const add = (run: Import, more: Partial<ImportCounts>): void => {
  const sum = { ...run.counts }
  for (const [key, by] of Object.entries(more) as [keyof ImportCounts, number][]) {
    Object.assign(sum, { [key]: run.counts[key] + by })
  }
  run.counts = sum
}

function refuseRecord(run: Import, problem: ImportProblem): null {
  run.ask.report(problem)
  add(run, { records_refused: 1 })
  return null
}

function take(run: Import, read: MarcRead): AnyTaken | Gone | null {
  const { position, index } = read
  add(run, { records: 1 })
  if (!read.ok) return refuseRecord(run, { position, index, reason: read.reason, detail: read.detail })
  try {
    const isHeading = read.record.leader[6] === 'z'
    if (isDeleted(read.record)) return takeDeleted(run, read)
    return isHeading ? takeAuthority(run, read) : takeRecord(run, read)
  } catch (error) {
    // Whatever a strange record does to the code that reads it, it must not take the rest of the file along.
    return refuseRecord(run, { position, index, reason: 'not_stored', detail: String(error).slice(0, 200) })
  }
}

/** A record that its source deleted describes no title: it takes one out, where staff steer and want that. */
function takeDeleted(run: Import, { record, position, index }: MarcTaken): Gone | null {
  const { steered, look } = run.ask
  const control_number = numberOf(record)
  // A heading that its source deleted stays: titles may have it.
  if (control_number === null || look || !steered || record.leader[6] === 'z') {
    const detail =
      control_number === null ? 'it is deleted, and has no number' : 'it is deleted where it came from'
    return refuseRecord(run, { position, index, reason: 'record_deleted', detail })
  }
  if (steered.rules.on_delete === 'ignore') add(run, { titles_kept: 1 })
  else return { position, index, control_number }
  return null
}

/** Whether the number stood on another record of this file before; the first was taken. */
function isRepeated(
  run: Import,
  at: { position: number; index: number },
  of: { number: string; key: string; hash: Buffer },
): boolean {
  const before = run.seen.note(createHash('sha256').update(of.key).digest(), of.hash)
  if (before !== 'other') return false
  const detail = `the number ${of.number} stood on another record of this file; the first was taken`
  refuseRecord(run, { ...at, reason: 'number_repeated', detail })
  return true
}

function takeAuthority(run: Import, { record, position, index }: MarcTaken): AnyTaken | null {
  const authority = authorityRow(record, run.ask.source)
  if ('reason' in authority) return refuseRecord(run, { position, index, ...authority })
  const { control_number: number, hash } = authority
  // Titles and headings of a source may have the same numbers.
  if (isRepeated(run, { position, index }, { number, key: `authority ${number}`, hash })) return null
  return { position, index, authority }
}

function takeRecord(run: Import, { record, position, index }: MarcTaken): AnyTaken | null {
  const { holdings } = run.ask
  const row = titleRow(record, holdings?.layout.tag ?? null)
  if ('reason' in row) return refuseRecord(run, { position, index, ...row })
  const { control_number } = row
  const numbered = { number: control_number, key: control_number, hash: row.hash }
  if (isRepeated(run, { position, index }, numbered)) return null
  const { items, refused } = holdings
    ? itemRows(record, { holdings, branchOf: run.branchOf, material: row.material })
    : { items: [], refused: [] }
  for (const r of refused) run.ask.report({ position, index, ...r })
  add(run, { items_refused: refused.filter(r => r.reason !== 'price_unreadable').length })
  return { position, index, row, items, borne: borne(record) }
}

/** Other numbers of the same record, with and without who gave them: `(BeVLACC)10157217`. */
const borne = (record: MarcTaken['record']): string[] =>
  fields(record, '035')
    .flatMap(field => subfields(field, 'a'))
    .flatMap(number => [number.trim(), number.replace(/^\([^)]*\)/, '').trim()])

const TRIES = 5

async function writeAgain(run: Import, batch: readonly AnyTaken[]): Promise<Written> {
  for (let tried = 1; ; tried++) {
    try {
      return await (run.ask.dry ? lookAtBatch : writeBatch)(run.client, batch, {
        source: run.ask.source,
        at: run.at(),
        noted: run.ask.noted,
        steered: run.ask.steered,
      })
    } catch (error) {
      if (!isOfMoment(error) || tried >= TRIES) throw error
    }
  }
}

/** Stores a batch; when the database refuses it, its halves, down to the record that is the cause. */
async function store(run: Import, batch: readonly AnyTaken[]): Promise<void> {
  if (batch.length === 0) return
  const { onProgress, report, look } = run.ask
  if (look) {
    const titles = batch.filter(isTitle)
    for (const { row, items } of titles)
      look({ control_number: row.control_number, isbns: row.numbers, barcodes: items.map(i => i.barcode) })
    add(run, { titles_new: titles.length, items_new: titles.reduce((sum, t) => sum + t.items.length, 0) })
    return onProgress?.(run.counts)
  }
  try {
    const { taken_barcodes, refused, ...written } = await writeAgain(run, batch)
    for (const { of, reason, detail } of refused) {
      const { position, index } = of
      refuseRecord(run, { position, index, reason, detail })
    }
    for (const { of, barcode } of taken_barcodes) {
      const detail = `${barcode} stands on another title of the library`
      report({ position: of.position, index: of.index, reason: 'barcode_in_use', detail })
    }
    add(run, { ...written, items_refused: taken_barcodes.length })
    onProgress?.(run.counts)
  } catch (error) {
    const [only] = batch
    if (!isOfData(error) || !only) throw error
    if (batch.length > 1) {
      const half = batch.length >> 1
      await store(run, batch.slice(0, half))
      await store(run, batch.slice(half))
    } else {
      const { code = '' } = error as { code?: string }
      const { position, index } = only
      refuseRecord(run, {
        position,
        index,
        reason: 'not_stored',
        detail: `the database refused it (${code})`,
      })
    }
  }
}

/** Titles that their source took back: out where nobody has them, else marked and told. */
async function storeGone(run: Import, gone: readonly Gone[]): Promise<void> {
  const { source, steered, dry = false, report, onProgress } = run.ask
  if (gone.length === 0) return
  const went = await takeGone(run.client, gone, { source, at: run.at(), steered, dry })
  for (const { position, index, control_number, title_id } of went.marked) {
    const detail = `the source took ${control_number} back; a library has it or somebody awaits it`
    report({ position, index, reason: 'dropped_in_use', detail, title_id })
  }
  add(run, {
    titles_removed: went.removed,
    titles_marked: went.marked.length,
    titles_unchanged: went.unknown,
    titles_kept: went.kept,
  })
  onProgress?.(run.counts)
}
