import { setTimeout as sleep } from 'node:timers/promises'
import { parseMarcJson } from '@kaft/marc'
import type pg from 'pg'
import type { Db, Row } from '../../../base/db.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Indexed } from '../import/import.store.ts'
import { FORM, titleRow } from '../import/title-row.ts'
import { LAST_TIER } from '../search/matches.rules.ts'
import * as store from './reindex.store.ts'

export interface Reindexing {
  readonly db: Pick<Db, 'bulk'>
  readonly now: Temporal.Instant
  readonly signal: AbortSignal
  /** Told after each part. */
  readonly onProgress?: (of: { readonly state: string; readonly titles: number }) => void
}

const PART = 1_000
/** So few changes are caught up with while changes wait: a few tenths of a second. */
const FEW = 200
/**
 * Somebody searches for long, or reads all titles into memory, which takes minutes: it is tried again for some six minutes, and nobody waits behind it
 * meanwhile.
 */
const TRIES = 90
const LONGEST_PAUSE_MS = 5_000

/** Somebody stopped it: what was built beside goes. */
class Stopped extends Error {}

const send = async (client: pg.PoolClient, query: Query): Promise<Row[]> =>
  (await client.query<Row>({ text: query.text, values: query.values as unknown[] })).rows

async function together<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const done = await work()
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

interface Building extends Reindexing {
  readonly reader: pg.PoolClient
  readonly writer: pg.PoolClient
  readonly run: store.Run
  titles: number
}

/**
 * Builds the search rows anew beside those in use: every title as this program puts it into words, then the index, then
 * what changed meanwhile, and then the new rows take the place of the old ones. Searches and changes go on by the
 * old ones until then. Cut off at any point it goes on where it was; the old rows are whole all the time.
 *
 * Begins by itself where the rows have another shape than this program writes.
 * @returns whether a run was brought to its end
 */
export async function workOnReindex(deps: Reindexing): Promise<boolean> {
  const [reader, writer] = [await deps.db.bulk.connect(), await deps.db.bulk.connect()]
  try {
    if (!shaped(store.Free, (await send(reader, store.lockRun))[0]).free) return false
    try {
      await send(writer, store.beginUpgrade(FORM, deps.now.toString()))
      const run = oneOf(store.Run, await send(reader, store.openRun))
      if (!run) return await clear({ ...deps, writer })
      return await build({ ...deps, reader, writer, run, titles: run.titles })
    } finally {
      await send(reader, store.unlockRun).catch(() => undefined)
    }
  } finally {
    reader.release()
    writer.release()
  }
}

/** Nothing to build; what a run left that was stopped or cut off is brought to its end. */
async function clear(b: Pick<Building, 'writer' | 'signal'>): Promise<false> {
  if (shaped(store.Exists, (await send(b.writer, store.somethingLeft))[0]).there) await finish(b)
  return false
}

async function finish(b: Pick<Building, 'writer' | 'signal'>): Promise<void> {
  await retried(b, () => send(b.writer, store.tie))
  await retried(b, () => send(b.writer, store.drop))
}

async function build(b: Building): Promise<boolean> {
  try {
    await fill(b)
    await index(b)
    await takeIntoUse(b)
  } catch (error) {
    if (error instanceof Stopped) return clear(b)
    // Told to stop, or cut off from the database: the next process goes on.
    if (b.signal.aborted || /^(?:57P|08)/.test((error as { code?: string }).code ?? '')) throw error
    const fault = `fault ${(error as { code?: string }).code ?? 'in the program'}`
    await send(b.writer, store.endRun(b.run.run_id, { state: 'failed', fault })).catch(() => undefined)
    throw error
  }
  await finish(b)
  return true
}

const note = async (b: Building, of: Parameters<typeof store.noteRun>[1]): Promise<void> => {
  b.signal.throwIfAborted()
  if ((await send(b.writer, store.noteRun(b.run.run_id, of))).length === 0) throw new Stopped()
  b.titles += of.more ?? 0
  b.onProgress?.({ state: of.state, titles: b.titles })
}

/** Puts titles into words; those whose record cannot be read any more are named apart. */
function indexed(rows: readonly Row[]): { readonly all: Indexed[]; readonly unread: string[] } {
  const [all, unread]: [Indexed[], string[]] = [[], []]
  for (const { title_id, record } of allOf(store.Recorded, rows)) {
    const read = parseMarcJson(Buffer.from(record as Uint8Array).toString('utf8'))
    const row = read.ok ? titleRow(read.record, null) : null
    if (row === null || 'reason' in row) unread.push(title_id)
    else all.push({ title_id, row })
  }
  return { all, unread }
}

async function write(b: Building, { all, unread }: ReturnType<typeof indexed>): Promise<void> {
  if (all.length > 0) await send(b.writer, store.insertNext(all))
  if (unread.length > 0) await send(b.writer, store.copyNext(unread))
}

/** Every title by its number. While one part is written, the next is read and put into words. */
async function fill(b: Building): Promise<void> {
  if (b.run.state !== 'building') return
  if (!shaped(store.Exists, (await send(b.reader, store.nextThere))[0]).there)
    await retried(b, () => send(b.writer, store.beginNext))
  let after = b.run.from_title
  let writing: Promise<void> = Promise.resolve()
  for (;;) {
    const rows = await send(b.reader, store.recordsAfter(after, PART))
    const words = indexed(rows)
    await writing
    const last = rows.at(-1)
    if (!last) break
    const from_title = String(last['title_id'])
    after = from_title
    writing = together(b.writer, async () => {
      await write(b, words)
      await note(b, { state: 'building', from_title, more: rows.length })
    })
    // Whoever awaits it hears of a fault; until then it is nobody's.
    writing.catch(() => undefined)
  }
}

async function index(b: Building): Promise<void> {
  await note(b, { state: 'indexing' })
  for (let tier = 0; tier <= LAST_TIER; tier++) {
    await send(b.writer, store.indexTier(tier))
    await note(b, { state: 'indexing' })
  }
  await send(b.writer, store.analyzeNext)
}

/** Builds once more what changed meanwhile. @returns how many titles */
async function catchUp(b: Building): Promise<number> {
  const ids = allOf(store.Changed, await send(b.writer, store.takeChanged(PART))).map(c => c.title_id)
  if (ids.length === 0) return 0
  await send(b.writer, store.forgetNext(ids))
  await write(b, indexed(await send(b.writer, store.recordsOf(ids))))
  return ids.length
}

async function takeIntoUse(b: Building): Promise<void> {
  await note(b, { state: 'swapping' })
  while ((await together(b.writer, () => catchUp(b))) > FEW) await note(b, { state: 'swapping' })
  await retried(b, () =>
    together(b.writer, async () => {
      await b.writer.query("set local lock_timeout = '300ms'")
      await send(b.writer, store.holdChanges)
      while ((await catchUp(b)) > 0);
      await send(b.writer, store.swap)
      await send(b.writer, store.keepShape(b.run.shape))
      await send(b.writer, store.endRun(b.run.run_id, { state: 'done', fault: null }))
    }),
  )
}

/** Does what needs a table for itself, again and again where somebody is at it. */
async function retried<T>(b: Pick<Building, 'signal'>, work: () => Promise<T>): Promise<T> {
  for (let again = 0; ; again++) {
    try {
      return await work()
    } catch (error) {
      const { code } = error as { code?: string }
      if (again === TRIES || (code !== '55P03' && code !== '40P01')) throw error
      await sleep(Math.min(LONGEST_PAUSE_MS, 200 + 100 * again), undefined, { signal: b.signal })
    }
  }
}
