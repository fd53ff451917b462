import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { readMarc } from '@kaft/marc'
import type { Db } from '../../../base/db.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { StartError } from '../../../base/start-error.ts'
import { type AnyTaken, isHolding, isTitle, send, type Written } from './batch.ts'
import { Branch, branchesOf, Free, lockSource, settle, unlockSource } from './import.store.ts'
import { type ImportAsk, type ImportCounts, noneYet } from './ask.ts'
import { type Gone, takeGone } from './gone.ts'
import { isOfData, isOfMoment } from './refused-by-database.ts'
import { gunzip } from './gunzip.ts'
import { branchFinder } from './item-rows.ts'
import { lookAtBatch } from './look-batch.ts'
import { add, type Import, refuseRecord } from './run.ts'
import { seenNumbers } from './seen-numbers.ts'
import { take } from './take.ts'
import { writeBatch } from './write-batch.ts'

const BATCH = 1_000
/** After fewer rows than this the database puts itself in order soon enough. */
const MANY = 1_000
/**
 * Imports MARC 21 records, in any form that `readMarc` knows, with their items as the file streams in. Each batch is a transaction
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
      waiting: [],
    }
    await importAll(run)
    await storeWaiting(run)
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
const isStep = (step: AnyTaken | Gone): step is AnyTaken => !('control_number' in step)
/** Deletions of a batch come after its records: a record that was deleted before and is back begins another batch. */
const mustWait = (batch: Batch, step: AnyTaken | Gone): boolean =>
  batch.taken.length + batch.gone.length >= BATCH ||
  ('row' in step && batch.gone.some(g => g.control_number === step.row.control_number)) ||
  ('gone_holding' in step &&
    batch.taken.some(t => isHolding(t) && t.holding.control_number === step.gone_holding))

/**
 * While the database writes one batch, the next is read: each waits for the other, so memory stays bounded. Reading never waits by itself, since
 * the bytes are there, so after each record it gives way to what the database answered: else a batch would have its first statement
 * written meanwhile and no other.
 */
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
    for await (const read of readMarc(run.ask.stream, gunzip)) {
      const step = take(run, read)
      await turn()
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

const TRIES = 5

async function writeAgain(run: Import, batch: readonly AnyTaken[]): Promise<Written> {
  for (let tried = 1; ; tried++) {
    try {
      return await (run.ask.dry ? lookAtBatch : writeBatch)(run.client, batch, {
        source: run.ask.source,
        at: run.at(),
        noted: run.ask.noted,
        steered: run.ask.steered,
        library: run.ask.library,
        inFile: run.ask.dry
          ? number => run.seen.has(createHash('sha256').update(number).digest())
          : undefined,
      })
    } catch (error) {
      if (!isOfMoment(error) || tried >= TRIES) throw error
    }
  }
}

/** Holdings may stand before their titles in a file; so many of them are kept until its end. */
const MOST_WAITING = 20_000
function mayWait(run: Import, of: AnyTaken): boolean {
  if (!isHolding(of) || run.waiting === null || run.waiting.length >= MOST_WAITING) return false
  run.waiting.push(of)
  return true
}
async function storeWaiting(run: Import): Promise<void> {
  const all = run.waiting ?? []
  run.waiting = null
  for (let at = 0; at < all.length; at += BATCH) await store(run, all.slice(at, at + BATCH))
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
    const { taken_barcodes, refused, left, ...written } = await writeAgain(run, batch)
    for (const { of, reason, detail } of refused) {
      if (reason === 'holding_without_title' && mayWait(run, of)) continue
      const { position, index } = of
      refuseRecord(run, { position, index, reason, detail })
    }
    for (const { of, barcode } of taken_barcodes) {
      const detail = `${barcode} stands on another title of the library`
      report({ position: of.position, index: of.index, reason: 'barcode_in_use', detail })
    }
    for (const { of, title_id, items } of left) {
      const detail = `${of.gone_holding}: items that stay on the title: ${items}`
      report({ position: of.position, index: of.index, reason: 'holding_gone_items_stay', detail, title_id })
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
  const went = await takeGone(run.client, gone, {
    source,
    at: run.at(),
    steered,
    dry,
    library: run.ask.library,
  })
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
