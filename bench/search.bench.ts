import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { openDb } from '../server/src/base/db.ts'
import { reindexNow } from '../server/src/modules/cataloguing/index.ts'
import { chanceOf } from '../demo/random.ts'
import { importing } from './import.bench.ts'
import { type Client, type Measured, measure, openClient } from './load.ts'
import { multiply, shelve } from './many-titles.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { column, seed } from './seed.ts'
import { ms, type Table } from './table.ts'
import { writeTitles } from './titles.ts'

interface Sample {
  readonly title_id: string
  readonly words: readonly string[]
  readonly author: string
  readonly isbn: string
  readonly language: string
}

const word = (s: Sample, n = 0): string => s.words[n % s.words.length] ?? ''
const typo = (text: string): string => `${text.slice(0, 3)}${text.slice(4)}`

/** What people ask of a catalogue. Each answer carries its facets and the availability of each hit. */
const questions: readonly (readonly [string, (s: Sample) => Record<string, string>])[] = [
  ['one word', s => ({ q: `${word(s)} ` })],
  ['two words', s => ({ q: `${word(s)} ${word(s, 1)} ` })],
  ['the beginning of a word', s => ({ q: word(s).slice(0, 3) })],
  ['an author and a word', s => ({ q: `${s.author} ${word(s)}` })],
  ['an ISBN with hyphens', s => ({ q: `${s.isbn.slice(0, 3)}-${s.isbn.slice(3, 5)}-${s.isbn.slice(5)}` })],
  ['one word, one language, here', s => ({ q: `${word(s)} `, language: s.language, where: 'library' })],
  ['one word, on the shelf at this branch', s => ({ q: `${word(s)} `, where: 'branch', available: '1' })],
  ['one word, a branch list with counts', s => ({ q: `${word(s)} `, where: 'library', count_branches: '1' })],
  ['one word, two facets chosen', s => ({ q: `${word(s)} `, language: s.language, material: 'book' })],
  ['a phrase', s => ({ q: `"${word(s)} ${word(s, 1)}"` })],
  ['one word, newest first', s => ({ q: `${word(s)} `, sort: 'newest' })],
  ['a language alone', s => ({ language: s.language })],
  ['nothing: all there is', () => ({})],
  ['a misspelt word', s => ({ q: `${typo(word(s, 1))} ${word(s)} ` })],
]

/** Of twenty searches that people make: words of a title and of an author by far the most. */
const usual: readonly (readonly [number, string])[] = [
  [5, 'two words'],
  [4, 'an author and a word'],
  [3, 'one word'],
  [2, 'the beginning of a word'],
  [2, 'an ISBN with hyphens'],
  [1, 'one word, one language, here'],
  [1, 'one word, on the shelf at this branch'],
  [1, 'one word, newest first'],
  [1, 'a misspelt word'],
]
const MIX = usual.flatMap(([times, what]) =>
  Array.from({ length: times }, () => questions.find(([of]) => of === what)?.[1] ?? (() => ({}))),
)
/** Clients that search at once where searches a second are counted. */
const CROWD = 6

/** The first are imported, the others are copied of them, so that the whole takes some twenty minutes. */
const SIZES = [100_000, 1_000_000, 2_900_000] as const

/**
 * Searching the catalogue over HTTP, with facets, beside reading one title through the same door: over titles as the
 * importer makes them, and over as many as all libraries have.
 */
export async function search(place: Place, scale: number): Promise<Table> {
  const { secret } = await seed(place.admin, { patrons: 1, items: 3 })
  const [first, ...larger] = SIZES.map(size => Math.floor(size * scale)) as [number, ...number[]]
  await imported(place, first)
  await shelve(place.admin)
  const http = openClient(place.address, secret, CROWD)
  await remembered(place, first)
  const rows = await asked(place.admin, http, first, scale)
  rows.push(await rebuilt(place, http, first))
  for (const size of larger) {
    await multiply(place.admin, size)
    await remembered(place, size)
    rows.push(...(await asked(place.admin, http, size, scale)))
  }
  http.close()
  return {
    head: [
      'titles',
      'asked',
      'found, median',
      'p50 ms',
      'p95 ms',
      '× control p50',
      'p95',
      'cold p50 ms',
      'failed',
    ],
    rows,
    notes: [
      'Titles have an average of two and a half items. A median of 10000 found is "more than ten thousand".',
      'Cold: the memory of PostgreSQL was emptied before each question; that of the machine was not.',
      `Many at once: ${CROWD} clients, who share two cores with the server and the database; of twenty searches ${usual.map(([n, what]) => `${n} are "${what}"`).join(', ')}.`,
      'Built anew: titles a second while one client searches, and how long that client waited.',
    ],
  }
}

/** The index built anew by a process of its own while somebody searches: how fast, and how long a search then takes. */
async function rebuilt(place: Place, http: Client, titles: number): Promise<Row> {
  say('search: the index is built anew while somebody searches')
  const db = openDb({
    connection: { connectionString: place.urlFor('kaft', 'kaft_jobs') },
    deskSize: 1,
    bulkSize: 3,
  })
  const began = performance.now()
  let going = true
  const building = reindexNow({
    db,
    now: Temporal.Now.instant(),
    signal: new AbortController().signal,
  }).finally(() => {
    going = false
  })
  const waits: number[] = []
  let failed = 0
  while (going) {
    const at = performance.now()
    const { status } = await http.send('GET', '/titles?q=leven%20')
    waits.push(performance.now() - at)
    if (status !== 200) failed++
  }
  const done = await building
  await db.close()
  const seconds = (performance.now() - began) / 1000
  const sorted = waits.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const speed = Math.round(done.titles / seconds)
  return [
    titles,
    `built anew, ${speed} titles a second`,
    done.titles,
    ms(at(0.5)),
    ms(at(0.95)),
    '',
    '',
    '',
    failed,
  ]
}

/** Searches a second by many clients at once, each of whom asks what people usually ask. */
async function crowded(http: Client, samples: readonly Sample[], titles: number): Promise<Row> {
  const count = samples.length * 4
  const { per_second, p50_ms, p95_ms, failed } = await measure(CROWD, count, async n => {
    // Neighbours ask of other titles than each other, and of the same one only long after.
    const sample = samples[(n * 7) % samples.length]
    if (!sample) return false
    const asked = new URLSearchParams(MIX[n % MIX.length]?.(sample))
    return (await http.send('GET', `/titles?${asked}`)).status === 200
  })
  const what = `many at once: ${Math.round(per_second)} searches a second`
  return [titles, what, '', ms(p50_ms), ms(p95_ms), '', '', '', failed]
}

export async function asked(db: pg.Client, http: Client, titles: number, scale: number): Promise<Row[]> {
  const samples = await samplesOf(db, 2 * Math.max(30, Math.floor(150 * scale)))
  say(`search: over ${titles} titles`)
  const control = await asking(http, samples, s => `/titles/${s.title_id}`)
  const cold = await coldly(
    db,
    http,
    samples.slice(0, COLD).map(s => `/titles/${s.title_id}`),
  )
  const rows = [line(titles, 'control: one title by key', [control, control], cold)]
  for (const [what, question] of questions) {
    const path = (s: Sample) => `/titles?${new URLSearchParams(question(s))}`
    const measured = await asking(http, samples, path)
    rows.push(
      line(titles, what, [measured, control], await coldly(db, http, samples.slice(0, COLD).map(path))),
    )
  }
  rows.push(await crowded(http, samples, titles))
  return rows
}

/** So many questions are asked cold; each waits for the memory to be emptied. */
const COLD = 9

/** The median of questions before each of which PostgreSQL forgot every page; null where it cannot be told to. */
async function coldly(db: pg.Client, http: Client, paths: readonly string[]): Promise<number | null> {
  const can = await db.query('create extension if not exists pg_buffercache').catch(() => null)
  if (can === null) return null
  const waits: number[] = []
  for (const path of paths) {
    await db.query('select pg_buffercache_evict_all()')
    const at = performance.now()
    await http.send('GET', path)
    waits.push(performance.now() - at)
  }
  return waits.toSorted((a, b) => a - b)[waits.length >> 1] ?? null
}

/** Waits until the server has so many titles in memory; many new ones at once are read anew. */
async function remembered(place: Place, titles: number): Promise<void> {
  const began = performance.now()
  for (;;) {
    const said = await (await fetch(`${place.address}/metrics`)).text()
    const holds = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(said)?.[1] ?? 0)
    if (holds('kaft_titles_in_memory') >= titles) {
      const [seconds, mb] = [(performance.now() - began) / 1000, holds('kaft_titles_in_memory_bytes') / 1e6]
      return say(`search: ${titles} titles in memory after ${Math.round(seconds)} s, ${Math.round(mb)} MB`)
    }
    await sleep(500)
  }
}

/** Titles as the importer makes them. */
async function imported(place: Place, titles: number): Promise<void> {
  const file = join(place.folder, 'titles.mrc')
  say(`search: ${titles} titles are written and imported`)
  await writeTitles(file, titles, 0)
  await importing({
    url: place.urlFor('kaft', 'kaft_jobs'),
    file,
    source: 'search',
    library: null,
    holdings: null,
  })
  say('search: their items, and what search knows of them')
}

async function samplesOf(db: pg.Client, count: number): Promise<Sample[]> {
  const ids = await column(
    db,
    `select title_id from cataloguing.title where source like 'search%' order by random() limit $1`,
    [count],
  )
  const { rows } = await db.query<{
    title_id: string
    title: string
    author: string
    isbn: string
    language: string
  }>(
    `select title_id, title, author, isbns[1] as isbn, coalesce(language, 'dut') as language from cataloguing.title where title_id = any ($1::bigint[])`,
    [ids],
  )
  const chance = chanceOf('samples')
  return rows.map(({ title, author, ...rest }) => ({
    ...rest,
    author: author.split(' ').at(-1) ?? author,
    words: chance
      .shuffle(
        title
          .toLowerCase()
          .split(' ')
          .filter(w => w.length > 2),
      )
      .concat('leven'),
  }))
}

interface Asked extends Measured {
  /** The median number of titles found. */
  readonly found: number
}

async function asking(http: Client, samples: readonly Sample[], path: (s: Sample) => string): Promise<Asked> {
  const half = samples.length >> 1
  const counts: number[] = []
  const ask = async (s: Sample | undefined) => {
    if (!s) return false
    const { status, text } = await http.send('GET', path(s))
    counts.push((JSON.parse(text) as { count?: number }).count ?? 1)
    return status === 200
  }
  await measure(1, half, i => ask(samples[i]))
  counts.length = 0
  const measured = await measure(1, half, i => ask(samples[half + i]))
  return { ...measured, found: counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0 }
}

type Row = (string | number)[]
const line = (
  titles: number,
  what: string,
  [m, control]: readonly [Asked, Asked],
  cold: number | null,
): Row => [
  titles,
  what,
  m.found,
  ms(m.p50_ms),
  ms(m.p95_ms),
  (m.p50_ms / control.p50_ms).toFixed(1),
  (m.p95_ms / control.p95_ms).toFixed(1),
  cold === null ? '' : ms(cold),
  m.failed,
]
