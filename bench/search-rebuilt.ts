import { setTimeout as sleep } from 'node:timers/promises'
import { openDb } from '../server/src/base/db.ts'
import { reindexNow } from '../server/src/modules/cataloguing/index.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { type Asking, type Row, usualPath } from './search-asked.ts'
import { one } from './seed.ts'
import { ms } from './table.ts'

/** Whoever searches meanwhile asks so long after an answer for the next. */
export const PAUSE_MS = 100
const LONGEST_WAIT_MS = 20 * 60_000

/** Tells the server that all it has of titles in memory has to be read anew, as rows that were made by set tell nobody. */
export const forgetMemory = (place: Place): Promise<unknown> =>
  place.admin.query(
    'insert into cataloguing.search_change (title_id, made_by, made_at) values (null, pg_current_xact_id(), clock_timestamp())',
  )

/** Waits until the server has so many titles in memory, and the thread that has them began after it was told to read all anew. */
export async function remembered(place: Place, titles: number): Promise<void> {
  const began = performance.now()
  for (;;) {
    const said = await (await fetch(`${place.address}/metrics`)).text()
    const holds = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(said)?.[1] ?? 0)
    const seconds = (performance.now() - began) / 1000
    if (holds('kaft_titles_in_memory') >= titles && (await isFresh(place))) {
      const mb = Math.round(holds('kaft_titles_in_memory_bytes') / 1e6)
      return say(`search: ${titles} titles in memory after ${Math.round(seconds)} s, ${mb} MB`)
    }
    if (seconds * 1000 > LONGEST_WAIT_MS) throw new Error('titles do not come into memory')
    await sleep(500)
  }
}

/** The thread before ends when the next one is filled. */
async function isFresh(place: Place): Promise<boolean> {
  const { old, fresh } = await one(
    place.admin,
    `select count(*) filter (where a.backend_start < c.told) as old, count(*) filter (where a.backend_start >= c.told) as fresh
       from pg_stat_activity a, (select max(made_at) as told from cataloguing.search_change where title_id is null) c
      where a.application_name = 'kaft titles in memory'`,
  )
  return Number(old) === 0 && Number(fresh) === 1
}

/** The index built anew by a process of its own while somebody searches, and until memory has it: how long, and how long a search then takes. */
export async function rebuilt(of: Asking): Promise<Row[]> {
  say('search: the index is built anew while somebody searches')
  const { place, titles } = of
  const db = openDb({
    connection: { connectionString: place.urlFor('kaft', 'kaft_jobs') },
    deskSize: 1,
    bulkSize: 3,
  })
  let told = 0
  const building = reindexNow({
    db,
    now: Temporal.Now.instant(),
    signal: new AbortController().signal,
    onProgress: ({ state, titles: done }) => {
      if (done >= told + 100_000 || state === 'swapping') say(`search: ${done} titles, ${state}`)
      if (done >= told + 100_000) told = done
    },
  })
  try {
    const meanwhile = await searching(of, building)
    const { titles: built } = await building
    const after = await searching(of, remembered(place, titles))
    const minutes = (meanwhile.seconds / 60).toFixed(1)
    const speed = Math.round(built / meanwhile.seconds)
    return [
      rowOf(`built anew in ${minutes} minutes, ${speed} titles a second`, built, meanwhile),
      rowOf(`and until memory has it, ${Math.round(after.seconds)} s`, '', after),
    ].map(row => [titles, ...row])
  } finally {
    await db.close()
  }
}

interface Waited {
  readonly seconds: number
  /** In milliseconds, the shortest first. */
  readonly waits: readonly number[]
  readonly failed: number
}

const rowOf = (what: string, found: string | number, { waits, failed }: Waited): Row => {
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0
  return [what, found, ms(at(0.5)), ms(at(0.95)), '', '', '', '', '', failed]
}

/** One client who asks what people usually ask until `work` is done. */
async function searching({ http, samples }: Asking, work: Promise<unknown>): Promise<Waited> {
  const began = performance.now()
  let going = true
  let seconds = 0
  const ended = work.finally(() => {
    going = false
    seconds = (performance.now() - began) / 1000
  })
  // What it fails of is thrown below; until then it is nobody's.
  ended.catch(() => undefined)
  const waits: number[] = []
  let failed = 0
  for (let n = 0; going; n++) {
    const at = performance.now()
    const status = await http.send('GET', usualPath(samples, n)).then(
      said => said.status,
      () => 0,
    )
    waits.push(performance.now() - at)
    if (status !== 200) failed++
    await sleep(PAUSE_MS)
  }
  await ended
  return { seconds, waits: waits.toSorted((a, b) => a - b), failed }
}
