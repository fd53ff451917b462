import type { Query } from '../../../base/sql.ts'
import { insertHeadings, setFirstHeadings, setTitleHeadings } from '../authorities/headings.store.ts'
import { setFirstWorks, setWorks } from '../works/title-work.store.ts'
import { forgetSeries, insertSeries } from '../series/series.store.ts'
import type { StoredTitle } from './batch.ts'
import {
  countWords,
  forgetNumbers,
  type Indexed,
  insertNumbers,
  insertSearch,
  updateSearch,
} from './import.store.ts'
import { wordsOfTitle } from './title-row.ts'

/** Sends a statement in a transaction that is somebody else's. */
export type Run = (query: Query) => Promise<unknown>

interface Searchable {
  /** Titles without a search row. */
  readonly fresh: readonly Indexed[]
  /** Whether those were made in this transaction, so that nobody knows anything of them yet. */
  readonly first?: boolean
  readonly changed: readonly Indexed[]
  /** What they were, by the number of their record. */
  readonly stored: ReadonlyMap<string, Pick<StoredTitle, 'title' | 'author' | 'series'>>
}

/** Brings what search knows of titles up to date: their words, their numbers, and how many titles hold a word. */
export async function writeSearch(run: Run, { fresh, changed, stored, first }: Searchable): Promise<void> {
  const all = [...fresh, ...changed]
  // Before the search rows, which say it too.
  await writeWorks(run, first ? { first: fresh, others: changed } : { first: [], others: all })
  if (fresh.length > 0) await run(insertSearch(fresh))
  if (changed.length > 0) {
    await run(updateSearch(changed))
    await run(forgetNumbers(changed.map(c => c.title_id)))
  }
  if (all.some(w => w.row.numbers.length > 0)) await run(insertNumbers(all))
  // Headings are taken once in their order: where titles change too, with theirs.
  if (first && changed.length === 0 && fresh.length > 0) await run(setFirstHeadings(headingsOf(fresh)))
  else await writeHeadings(run, all)
  if (changed.length > 0) await run(forgetSeries(changed.map(c => c.title_id)))
  await writeSeries(run, all)
  const counts = new Map<string, number>()
  const count = (words: readonly string[], by: number) => {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + by)
  }
  for (const { row } of all) count(wordsOfTitle(row), 1)
  for (const { row } of changed) {
    const before = stored.get(row.control_number)
    if (before) count(wordsOfTitle(before), -1)
  }
  for (const [word, by] of counts) if (by === 0) counts.delete(word)
  if (counts.size > 0) await run(countWords(counts))
}

async function writeWorks(
  run: Run,
  of: { readonly first: readonly Indexed[]; readonly others: readonly Indexed[] },
): Promise<void> {
  const works = (all: readonly Indexed[]) => all.map(({ title_id, row }) => ({ title_id, work: row.work }))
  if (of.first.some(f => f.row.work !== null)) await run(setFirstWorks(works(of.first)))
  if (of.others.length > 0) await run(setWorks(works(of.others)))
}

const headingsOf = (all: readonly Indexed[]) =>
  all.map(({ title_id, row }) => ({ title_id, headings: row.headings }))
/** The headings of titles, and which record keeps each. */
export async function writeHeadings(run: Run, all: readonly Indexed[]): Promise<void> {
  const titles = headingsOf(all)
  if (titles.length === 0) return
  if (titles.some(t => t.headings.length > 0)) await run(insertHeadings(titles))
  await run(setTitleHeadings(titles))
}

/** Of which series titles are volumes; what was known of changed ones is forgotten before. */
export async function writeSeries(run: Run, all: readonly Indexed[]): Promise<void> {
  const titles = all.map(({ title_id, row }) => ({ title_id, series: row.volumes }))
  if (titles.some(t => t.series.length > 0)) await run(insertSeries(titles))
}
