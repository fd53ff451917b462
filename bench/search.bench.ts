import { join } from 'node:path'
import type pg from 'pg'
import { chanceOf } from '../demo/random.ts'
import { importing } from './import.bench.ts'
import { type Client, type Measured, measure, openClient } from './load.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { column, filling, seed } from './seed.ts'
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
  ['a language alone', s => ({ language: s.language })],
  ['nothing: all there is', () => ({})],
  ['a misspelt word', s => ({ q: `${typo(word(s, 1))} ${word(s)} ` })],
]

/** Searching the catalogue over HTTP, with facets, beside reading one title through the same door. */
export async function search(place: Place, scale: number): Promise<Table> {
  const titles = Math.floor(200_000 * scale)
  const { secret } = await seed(place.admin, { patrons: 1, items: 3 })
  await catalogue(place, titles)
  const count = Math.max(30, Math.floor(150 * scale))
  const samples = await samplesOf(place.admin, count * 2)
  const http = openClient(place.address, secret, 1)
  say('search')
  const control = await asking(http, samples, s => `/titles/${s.title_id}`)
  const rows = [line('control: one title by key', control, control)]
  for (const [what, question] of questions) {
    const measured = await asking(http, samples, s => `/titles?${new URLSearchParams(question(s))}`)
    rows.push(line(what, measured, control))
  }
  http.close()
  return {
    head: ['asked', 'found, median', 'p50 ms', 'p95 ms', '× control p50', 'p95', 'failed'],
    rows,
    notes: [`${titles} titles, with an average of two and a half items.`],
  }
}

/** Titles as the importer makes them, then items: few titles have many, most have one. */
async function catalogue(place: Place, titles: number): Promise<void> {
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
  const db = place.admin
  await filling(db, ['inventory.item'], async () => {
    await db.query(items)
  })
  await filling(db, ['cataloguing.title_search'], async () => {
    await db.query(
      'create temp table kept as select title_id, document, tags from cataloguing.title_search; truncate cataloguing.title_search',
    )
    await db.query(searchRows)
  })
}

const items = `
  insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number)
  select b.library_id, '4' || to_char(t.title_id, 'FM0000000000') || n, t.title_id, b.branch_id, 'book', 'Romans', 'BENC'
    from cataloguing.title t
    cross join lateral generate_series(1, least(60, 1 + floor(0.75 / (0.02 + (t.title_id * 7919 % 1000) / 1000.0)))::int) n
    join (select *, row_number() over (order by branch_id) - 1 as place, count(*) over () as of from organisation.branch) b
      on b.place = (t.title_id + n) % b.of
   where t.source = 'search'`

const searchRows = `
  insert into cataloguing.title_search (title_id, tier, popularity, document, tags, branches)
  select k.title_id, cataloguing.tier_of(h.items), h.items, k.document, k.tags, h.branches
    from kept k join (select title_id, count(*)::int as items, array_agg(distinct branch_id order by branch_id) as branches
                        from inventory.item group by title_id) h using (title_id)`

async function samplesOf(db: pg.Client, count: number): Promise<Sample[]> {
  const ids = await column(
    db,
    `select title_id from cataloguing.title where source = 'search' order by random() limit $1`,
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

const line = (what: string, m: Asked, control: Asked): (string | number)[] => [
  what,
  m.found,
  ms(m.p50_ms),
  ms(m.p95_ms),
  (m.p50_ms / control.p50_ms).toFixed(1),
  (m.p95_ms / control.p95_ms).toFixed(1),
  m.failed,
]
