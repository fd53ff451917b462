import { parentPort, workerData } from 'node:worker_threads'
import { openDb, type Row } from '../../../base/db.ts'
import { allOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { LAST_TIER } from '../search/matches.rules.ts'
import { answer, type Question, whichTitles, type WhichQuestion } from './answer.ts'
import { Ranker } from './find.ts'
import { TitleMemory, type TitleRow } from './memory.ts'
import * as store from './memory.store.ts'
import type { Said } from './kept.ts'
import { titleIn } from './title-bytes.rules.ts'

/*
 * A thread of its own that holds the titles and answers for them, so that no search keeps another from being listened to. Before it answers it
 * asks what changed, so that whoever changed a title finds it so.
 */
const PAGE = 2_000
/** More changes than this, and than a tenth of all, are not read one by one: all is read anew. */
const MANY = 50_000
/** After so many titles at once more are to come, for so long: nobody at a desk changes as many. */
const FLOW = { titles: 100, ms: 15_000 }
const IDLE_MS = 1_000

const { url } = workerData as { readonly url: string }
const say = (said: Said, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(said, transfer)

const db = openDb({
  connection: { connectionString: url, application_name: 'kaft titles in memory' },
  deskSize: 1,
  bulkSize: 1,
})
const client = await db.bulk.connect()
const send = async ({ text, values, name }: Query) =>
  (await client.query<Row>({ text, values: values as unknown[], name })).rows
const titlesIn = (rows: readonly Row[]): TitleRow[] =>
  allOf(store.TitleBytes, rows).map(({ row }) => titleIn(Buffer.from(row, 'base64')))

const memory = new TitleMemory()
const ranker = new Ranker(memory)
let since: store.Since = { since: '0', asked_at: '' }
let told = new Set<number>()
let behind = false
let flowedAt = -Infinity

async function fill(): Promise<void> {
  await send(store.beginFilling)
  await send(store.plainPlan)
  const { told: seen, ...begun } = shaped(store.Begun, (await send(store.since))[0])
  since = begun
  told = new Set(seen)
  for (let tier = 0; tier <= LAST_TIER; tier++) {
    await send(store.openTier(tier))
    for (;;) {
      const titles = titlesIn(await send(store.fetchRows(PAGE)))
      for (const title of titles) memory.put(title)
      if (titles.length < PAGE) break
    }
    await send(store.closeTier)
  }
  await send(store.endFilling)
  memory.fill()
}

/** Takes in what changed since it was asked before. */
async function catchUp(): Promise<void> {
  const { changes, late, ...now } = shaped(store.Changes, (await send(store.changesSince(since)))[0])
  const news = changes.filter(c => !told.has(c.change_id))
  told = new Set(changes.map(c => c.change_id))
  since = now
  const many = MANY + memory.titles.filled / 10
  if (late || news.some(c => c.title_id === null) || news.length > many) behind = true
  if (behind) return say({ is: 'worn', answers: false })
  const ids = [...new Set(news.flatMap(c => c.title_id ?? []))]
  for (let at = 0; at < ids.length; at += PAGE) await takeIn(ids.slice(at, at + PAGE))
  if (ids.length > 0) say({ is: 'holds', titles: memory.titles.living, bytes: memory.size })
  if (ids.length > FLOW.titles) flowedAt = performance.now()
  if (memory.isWorn(performance.now() - flowedAt < FLOW.ms)) say({ is: 'worn', answers: true })
}
async function takeIn(ids: readonly string[]): Promise<void> {
  const titles = titlesIn(await send(store.rowsOfTitles(ids)))
  for (const id of ids) memory.remove(Number(id))
  for (const title of titles) memory.put(title)
}

let asking: Promise<void> = Promise.resolve()
let next: Promise<void> | null = null
let askedAt = 0
/** Whoever comes while it is asked waits for the next time, which all of them share. */
function fresh(): Promise<void> {
  next ??= asking.then(() => {
    next = null
    askedAt = performance.now()
    asking = catchUp()
    return asking
  })
  return next
}

async function answerTo(no: number, question: Question | WhichQuestion): Promise<void> {
  await fresh()
  if (question.is === 'which') {
    const which = behind ? null : whichTitles(memory, question)
    return say({ is: 'which', no, which }, which ? [which.buffer as ArrayBuffer] : [])
  }
  say({ is: 'page', no, page: behind ? null : answer(memory, ranker, question) })
}

/** Whatever goes wrong ends the thread: another is filled anew, and until then the database answers. */
const orEnd = (work: Promise<void>): void =>
  void work.catch((error: Error) => {
    say({ is: 'failed', why: error.message })
    process.exit(1)
  })

async function begin(): Promise<void> {
  const began = performance.now()
  await fill()
  say({
    is: 'ready',
    titles: memory.titles.living,
    bytes: memory.size,
    seconds: (performance.now() - began) / 1000,
  })
  parentPort?.on(
    'message',
    ({ no, question }: { readonly no: number; readonly question: Question | WhichQuestion }) =>
      orEnd(answerTo(no, question)),
  )
  // What nobody asks about is taken in all the same, so that it never grows long.
  setInterval(() => performance.now() - askedAt > IDLE_MS && orEnd(fresh()), IDLE_MS)
}
orEnd(begin())
