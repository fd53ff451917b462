import { allOf } from '../../../base/row.ts'
import type { Asked, Asking } from './asked.ts'
import {
  bestOf,
  firstLines,
  keyNumber,
  keyText,
  type MatchSet,
  type NumberSort,
  numberKeys,
  ownSooner,
  relevanceKeys,
} from './matches.rules.ts'
import { OwnTitle, ownTitles } from './matches.store.ts'
import { Line, linesByText, type PageLine, type TextSort } from './page.store.ts'
import type { Search } from './search.store.ts'

export const isByText = (sort: Search['sort']): sort is TextSort => sort === 'title' || sort === 'author'
/** After which a page begins that is ordered by numbers. */
export const afterOf = ({ after }: Search, sort: NumberSort | 'relevance') =>
  after?.is === 'key' ? { key: keyNumber(sort, after.key), id: Number(after.title_id) } : undefined

/** Which of some matches the own library has. */
async function ownOf(
  { ask, at }: Asking,
  found: MatchSet,
  matches: readonly number[],
): Promise<readonly number[]> {
  const title_ids = matches.map(i => String(found.ids[i] ?? 0))
  const popularities = matches.map(i => found.popularities[i] ?? 0)
  const [rows = []] = await ask([ownTitles({ title_ids, popularities }, at)])
  const own = new Set(allOf(OwnTitle, rows).map(r => r.title_id))
  return matches.filter((_, n) => own.has(title_ids[n] ?? ''))
}

async function byRelevance(by: Asking, s: Search, { found, known }: Asked): Promise<Float64Array> {
  const keys = relevanceKeys(found, known, by.year)
  if (s.where !== 'all' || by.at.library_id === null) return keys
  const best = bestOf(found, keys)
  if (best.length > 0) ownSooner(keys, await ownOf(by, found, best))
  return keys
}

/** A page of titles in the order of their names or makers, which are not told with the matches. */
export async function byText(
  { ask }: Pick<Asking, 'ask'>,
  s: Search,
  sort: TextSort,
  { ids, lines }: { readonly ids: Float64Array; readonly lines: Int32Array },
): Promise<PageLine[]> {
  if (ids.length === 0) return []
  const [rows = []] = await ask([
    linesByText(s, sort, { title_ids: Array.from(ids, String), lines: [...lines] }),
  ])
  return allOf(Line, rows)
}

/** One page of the matches, in the asked order, and one line more where there are more. */
export async function orderMatches(by: Asking, s: Search, asked: Asked): Promise<PageLine[]> {
  const { sort } = s
  if (isByText(sort)) return byText(by, s, sort, asked.found)
  const keys = sort === 'relevance' ? await byRelevance(by, s, asked) : numberKeys(asked.found, sort)
  return firstLines(asked.found, keys, { rows: s.rows + 1, after: afterOf(s, sort) }).map(
    ({ title_id, key, editions }) => ({ title_id, key: keyText(sort, key), editions }),
  )
}
