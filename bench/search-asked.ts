import type pg from 'pg'
import { chanceOf } from '../demo/random.ts'
import { type Client, measure } from './load.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { column } from './seed.ts'
import { type Done, spending } from './spending.ts'
import { ms } from './table.ts'

export interface Sample {
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
export const usual: readonly (readonly [number, string])[] = [
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
export const CROWDS = [8, 16] as const
/** So often the samples are gone through by many at once. */
const PASSES = 4

const pathOf = (question: Record<string, string>): string => `/titles?${new URLSearchParams(question)}`

/** The n-th search of many that people make: another title than its neighbours', and in each pass another question of it. */
export function usualPath(samples: readonly Sample[], n: number): string {
  const pass = Math.floor(n / samples.length)
  const sample = samples[(n * 7 + pass * 3) % samples.length]
  return sample === undefined ? '/titles' : pathOf(MIX[n % MIX.length]?.(sample) ?? {})
}

/** So many questions are asked cold; each waits for the memory to be emptied. */
const COLD = 9

export interface Asking {
  readonly place: Place
  readonly http: Client
  readonly samples: readonly Sample[]
  /** How many titles there are. */
  readonly titles: number
}

/**
 * All that is asked of so many titles: each question by one client, then what is usual by many. First the usual is asked
 * for a while, uncounted, as if the day had begun; and cold last of all, so that nothing warm is measured behind it.
 */
export async function asked(of: Asking): Promise<Row[]> {
  say(`search: over ${of.titles} titles`)
  await many(of, CROWDS[0], 0)
  const byKey = (s: Sample) => `/titles/${s.title_id}`
  const control = await asking(of, byKey)
  const warm: [string, (s: Sample) => string, Asked][] = [['control: one title by key', byKey, control]]
  for (const [what, question] of questions) {
    const path = (s: Sample) => pathOf(question(s))
    warm.push([what, path, await asking(of, path)])
  }
  const crowds: Row[] = []
  for (const [i, clients] of CROWDS.entries()) crowds.push(await crowded(of, clients, i + 1))
  say('search: the same with the memory of PostgreSQL emptied')
  const rows: Row[] = []
  for (const [what, path, found] of warm)
    rows.push(line(of.titles, what, [found, control], await coldly(of, path)))
  return [...rows, ...crowds]
}

const many = ({ place, http, samples }: Asking, clients: number, round: number): Promise<Done> => {
  const count = samples.length * PASSES
  return spending(place, () =>
    measure(
      clients,
      count,
      async n => (await http.send('GET', usualPath(samples, round * count + n))).status === 200,
    ),
  )
}

/** Searches a second by many clients at once, each of whom asks what people usually ask. */
async function crowded(of: Asking, clients: number, round: number): Promise<Row> {
  const { measured, spent } = await many(of, clients, round)
  const { per_second, p50_ms, p95_ms, failed, count } = measured
  const what = `${clients} at once: ${Math.round(per_second)} searches a second`
  const each = [spent.server, spent.database].map(all => (all / count).toFixed(1))
  return [of.titles, what, '', ms(p50_ms), ms(p95_ms), '', '', '', ...each, failed]
}

/** The median of questions before each of which PostgreSQL forgot every page; null where it cannot be told to. */
async function coldly({ place, http, samples }: Asking, path: (s: Sample) => string): Promise<number | null> {
  const can = await place.admin.query('create extension if not exists pg_buffercache').catch(() => null)
  if (can === null) return null
  const waits: number[] = []
  for (const sample of samples.slice(0, COLD)) {
    await place.admin.query('select pg_buffercache_evict_all()')
    const at = performance.now()
    await http.send('GET', path(sample))
    waits.push(performance.now() - at)
  }
  return waits.toSorted((a, b) => a - b)[waits.length >> 1] ?? null
}

/** Titles of the catalogue by chance, of which something is asked. */
export async function samplesOf(db: pg.Client, count: number): Promise<Sample[]> {
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

interface Asked extends Done {
  /** The median number of titles found. */
  readonly found: number
}

async function asking({ place, http, samples }: Asking, path: (s: Sample) => string): Promise<Asked> {
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
  const done = await spending(place, () => measure(1, half, i => ask(samples[half + i])))
  return { ...done, found: counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0 }
}

export type Row = (string | number)[]
function line(
  titles: number,
  what: string,
  [{ measured: m, spent, found }, { measured: control }]: readonly [Asked, Asked],
  cold: number | null,
): Row {
  return [
    titles,
    what,
    found,
    ms(m.p50_ms),
    ms(m.p95_ms),
    (m.p50_ms / control.p50_ms).toFixed(1),
    (m.p95_ms / control.p95_ms).toFixed(1),
    cold === null ? '' : ms(cold),
    (spent.server / m.count).toFixed(1),
    (spent.database / m.count).toFixed(1),
    m.failed,
  ]
}
