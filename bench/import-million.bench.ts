import { spawn } from 'node:child_process'
import { mkdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportRules } from '@kaft/contract'
import type pg from 'pg'
import { bareRows } from './import.bench.ts'
import type { FeedDone, FeedTask } from './import-job-process.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { one, seed } from './seed.ts'
import type { Table } from './table.ts'
import { writeTitles } from './titles.ts'

const RECORDS = 1_000_000
const LOOK_MS = 1_000
/** A feed lets a file rest for some seconds after it was written. */
const AN_HOUR_S = 3_600

/** The rules of a feed of the bibliographic centre: known by number or ISBN, what libraries wrote stays. */
const rules: ImportRules = {
  source: 'vlacc',
  match: [
    { point: 'number', weight: 100 },
    { point: 'isbn', weight: 60 },
    { point: 'title', weight: 40 },
  ],
  threshold: 100,
  on_match: 'overlay',
  on_new: 'add',
  protect: ['59X', '690'],
  holdings: null,
  feed: { kind: 'folder', address: 'vlacc', set: null, prefix: null },
}

interface Look {
  readonly at_s: number
  readonly bytes: number
}

/** How far the import is, each second, as its screen shows it: what says whether a growing catalogue slows it down. */
function watch(db: pg.Client): { readonly looks: readonly Look[]; stop(): Promise<void> } {
  const looks: Look[] = []
  let stopped = false
  const look = async (): Promise<void> => {
    while (!stopped) {
      const { bytes } = await one(
        db,
        `select (select read_bytes from cataloguing.import where state = 'loading') as bytes`,
      )
      if (bytes) looks.push({ at_s: performance.now() / 1000, bytes: Number(bytes) })
      await new Promise(done => setTimeout(done, LOOK_MS))
    }
  }
  const looking = look()
  return {
    looks,
    stop: async () => {
      stopped = true
      await looking
    },
  }
}

/** Of fewer looks nobody can tell one tenth from another. */
const LEAST_LOOKS = 100
/** Bytes a second between two shares of the file; null where the run was too short to say. */
function speed(looks: readonly Look[], bytes: number, from: number, to: number): number | null {
  const [a, b] = [looks.find(l => l.bytes >= from * bytes), looks.findLast(l => l.bytes <= to * bytes)]
  if (looks.length < LEAST_LOOKS || !a || !b || b.at_s <= a.at_s) return null
  return (b.bytes - a.bytes) / (b.at_s - a.at_s)
}

async function feeding(task: FeedTask): Promise<FeedDone> {
  const words = [join(import.meta.dirname, 'import-job-process.ts'), JSON.stringify(task)]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => said.push(part))
  const code = await new Promise<number | null>(done => child.once('close', done))
  if (code !== 0) throw new Error(`the feed ended with ${code}`)
  return JSON.parse(Buffer.concat(said).toString()) as FeedDone
}

/** Nothing counts that was not stored and made searchable, and of which the import does not say so itself. */
async function whole(db: pg.Client, count: number): Promise<void> {
  const found = await one(
    db,
    `select (select count(*) from cataloguing.title where source = 'vlacc') as titles,
            (select count(*) from cataloguing.title_search s join cataloguing.title t using (title_id) where t.source = 'vlacc') as searchable,
            (select counts ->> 'titles_new' from cataloguing.import where state = 'loaded') as said`,
  )
  for (const [what, n] of Object.entries(found))
    if (Number(n) !== count) throw new Error(`${what}: ${n} instead of ${count}`)
}

/**
 * One file of a million records, taken from the folder of a feed and imported as the job does it each night: stored in parts, matched,
 * indexed for search, noted so that it can be taken back. Beside it the same file as bare rows through the same driver.
 */
export async function importMillion(place: Place, scale: number): Promise<Table> {
  const count = Math.floor(RECORDS * scale)
  const { library_id } = await seed(place.admin, { patrons: 1, items: 3 })
  const folder = join(place.folder, 'feeds', 'vlacc')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'all.mrc')
  say(`import-million: ${count} records are written`)
  await writeTitles(file, count, 0)
  const then = Date.now() / 1000 - AN_HOUR_S
  await utimes(file, then, then)
  const { size } = await stat(file)
  await place.admin.query(
    'insert into cataloguing.import_profile (library_id, name, rules, central, changed_at) values ($1, $2, $3, true, now())',
    [library_id, 'vlacc', JSON.stringify(rules)],
  )
  say('import-million: the feed')
  const watched = watch(place.admin)
  const task = { url: place.urlFor('kaft', 'kaft_jobs'), library_id, folder: join(place.folder, 'feeds') }
  const before = place.cpu().database
  const done = await feeding(task).finally(() => watched.stop())
  const database_s = (place.cpu().database - before) / 1000
  await whole(place.admin, count)
  say('import-million: control')
  const control = await bareRows(place, file)
  return told(done, { count, size, control, database_s, looks: watched.looks })
}

function told(
  done: FeedDone,
  of: {
    readonly count: number
    readonly size: number
    readonly control: number
    readonly database_s: number
    readonly looks: readonly Look[]
  },
): Table {
  const { count, size, control, database_s, looks } = of
  const each = (seconds: number): string => ((seconds * 1000) / count).toFixed(2)
  const all_s = done.taken_s + done.imported_s
  const row = (what: string, seconds: number): (string | number)[] => [
    what,
    count,
    (seconds / 60).toFixed(1),
    (count / seconds).toFixed(0),
    (count / seconds / control).toFixed(2),
  ]
  const [first, last] = [speed(looks, size, 0, 0.1), speed(looks, size, 0.9, 1)]
  const growth =
    first === null || last === null
      ? 'The run was too short to tell the first tenth from the last.'
      : `The last tenth of the file went at ${(last / first).toFixed(2)} of the speed of the first.`
  return {
    head: ['what', 'records', 'minutes', 'records a second', 'share of control'],
    rows: [
      row('taken from the folder of the feed', done.taken_s),
      row('matched, stored, indexed and noted', done.imported_s),
      row('both: from the file to the last title that is found', all_s),
      row('control: read, and stored as bare rows', count / control),
    ],
    notes: [
      `${(size / 1e6).toFixed(0)} MB in one file; of processor for each record ${each(done.cpu_s)} ms in the process of the job, which took at most ${done.peak_mb.toFixed(0)} MB, and ${each(database_s)} ms in PostgreSQL. ${growth}`,
    ],
  }
}
