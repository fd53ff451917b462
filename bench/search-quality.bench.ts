import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { wordsOf } from '../server/src/modules/cataloguing/words/fold.rules.ts'
import { importing } from './import.bench.ts'
import { type Question, questionsOver, type Score, scores } from './judged/ask.ts'
import { titlesOf } from './judged/titles.ts'
import { JUDGED } from './judged/queries.ts'
import { openZebra, type Zebra } from './judged/zebra.ts'
import { type Client, openClient } from './load.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { forgetMemory, remembered } from './search-rebuilt.ts'
import { seed } from './seed.ts'
import { ms, type Table } from './table.ts'

const MOST = 10

/** The folder with the catalogue of Project Gutenberg: metadata.csv.gz, authors.csv.gz and subjects.csv.gz. */
const given = process.argv.find(a => a.startsWith('--titles='))?.slice('--titles='.length)

/**
 * What a search puts first, by searches judged beforehand over real titles, of which nobody yet knows how often they
 * are lent. Beside it Zebra on the same records, where it is installed.
 */
export async function searchQuality(place: Place): Promise<Table> {
  const { file, titles } = await titlesOf(place.folder, given)
  const questions = questionsOver(titles, JUDGED)
  const { secret } = await seed(place.admin, { patrons: 1, items: 3 })
  say(`quality: ${titles.length} titles are imported`)
  await importing({
    url: place.urlFor('kaft', 'kaft_jobs'),
    file,
    source: 'works',
    library: null,
    holdings: null,
  })
  await place.admin.query('vacuum analyze')
  const { rows } = await place.admin.query<{ title_id: string; control_number: string }>(
    `select title_id, control_number from cataloguing.title where source = 'works'`,
  )
  const numbers = new Map(rows.map(r => [r.title_id, r.control_number]))
  // As a server answers that has run for a minute: until the titles are in memory the database ranks them, which comes to the same.
  await forgetMemory(place)
  await remembered(place, titles.length)
  const http = openClient(place.address, secret, 1)
  const kaft = await askAll(questions, q => kaftOf(http, numbers, q))
  http.close()
  const folder = join(place.folder, 'zebra')
  await mkdir(folder)
  say('quality: the same in Zebra')
  const zebra = await openZebra(folder, file)
  const theirs = zebra ? await askAll(questions, q => zebraOf(zebra, q)) : []
  await zebra?.close()
  return {
    head: ['engine', 'searches', 'asked', 'success@1', 'success@5', 'MRR', 'p50 ms', 'p95 ms'],
    rows: [...lines('Kaft', kaft), ...(zebra ? lines('Zebra (control)', theirs) : [])],
    notes: [
      `${titles.length} titles${given === undefined ? ' of the demonstration' : ''}. Where Kaft finds nothing and offers another spelling, that is followed, as a reader would; ${kaft.filter(k => k.respelt).length} times.`,
      zebra
        ? `Zebra 2.2 with its own tables and ICU words, relevance ranking, through yaz-client; it made its index in ${zebra.seconds.toFixed(0)} s.`
        : 'Zebra was not installed.',
      `Not found among the first five: ${kaft
        .filter(k => (k.place ?? MOST) > 5)
        .map(k => `"${k.q}"`)
        .join(', ')}.`,
    ],
  }
}

interface Hits {
  readonly numbers: readonly string[]
  readonly ms: number
  readonly respelt?: boolean
}
interface Answered extends Question {
  readonly place: number | null
  readonly ms: number
  readonly respelt: boolean
}

async function askAll(
  questions: readonly Question[],
  ask: (q: Question) => Promise<Hits>,
): Promise<Answered[]> {
  const answered: Answered[] = []
  for (const question of questions) await ask(question)
  for (const question of questions) {
    const { numbers, ms, respelt = false } = await ask(question)
    const at = numbers.findIndex(n => question.right.has(n))
    answered.push({ ...question, place: at < 0 ? null : at + 1, ms, respelt })
  }
  return answered
}

interface Page {
  readonly rows: readonly { readonly title_id: string }[]
  readonly did_you_mean: string | null
}

async function kaftOf(http: Client, numbers: ReadonlyMap<string, string>, { q }: Question): Promise<Hits> {
  const page = async (text: string) =>
    JSON.parse((await http.send('GET', `/titles?${new URLSearchParams({ q: text })}`)).text) as Page
  const at = performance.now()
  const first = await page(q)
  const near = first.rows.length === 0 ? first.did_you_mean : null
  const again = near === null ? null : await page(near)
  const spent = performance.now() - at
  const hits = (again ?? first).rows.slice(0, MOST).map(r => numbers.get(r.title_id) ?? '')
  return { numbers: hits, ms: spent, respelt: again !== null }
}

const zebraOf = (zebra: Zebra, { q }: Question): Promise<Hits> => zebra.ask(wordsOf(q).flatMap(w => w.parts))

const percent = (share: number): string => share.toFixed(2)
function lines(engine: string, answered: readonly Answered[]): (string | number)[][] {
  return scores(answered).map((s: Score) => {
    const times = answered
      .filter(a => s.kind === 'all' || a.kind === s.kind)
      .map(a => a.ms)
      .toSorted((a, b) => a - b)
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
    return [
      engine,
      s.kind,
      s.asked,
      percent(s.at1),
      percent(s.at5),
      percent(s.mrr),
      ms(at(0.5)),
      ms(at(0.95)),
    ]
  })
}
