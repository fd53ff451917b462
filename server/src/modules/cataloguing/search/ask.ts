import type { QueryOf, SearchSort, searchTitles as op } from '@kaft/contract'
import { normaliseEan, normaliseIsbn, normaliseIssn } from '@kaft/marc'
import { typedOf } from './fields.rules.ts'
import { FACETS } from './facets.rules.ts'
import type { Cursor, Search } from './search.store.ts'
import { type Synonyms, wholeQuery, wordsQuery } from './words-query.rules.ts'

/** What a screen, or another program, asks. */
export type SearchAsk = QueryOf<typeof op>

/** Matches that are ranked and counted; beyond that a screen says "10.000+". */
export const MOST = 10_000
/** Of which it is asked whether one stands on a shelf now: each of them has to be looked up. */
export const MOST_LOOKED_UP = 3_000
export const ROWS = 25
const KEY_CURSOR = /^(\d{1,9})\.([1-9]\d{0,18})$/
const TEXT_CURSOR = /^k([A-Za-z0-9_-]{0,500})\.([1-9]\d{0,18})$/
const BEYOND_CURSOR = /^t([0-6])\.(\d{1,19})$/

/** The standard number that the whole text is: ISBN-10 or -13, EAN, ISSN, with hyphens or without. */
export function numberOf(text: string): string | null {
  if (/[^0-9xX\s.\-‐-―−]/u.test(text.replace(/\b(?:ISBN|ISSN|EAN)(?:-?1[03]|-L)?\b:?/i, ''))) return null
  return normaliseIsbn(text) ?? normaliseEan(text) ?? normaliseIssn(text)?.replace('-', '') ?? null
}

/** What PostgreSQL cannot hold stands on no title. */
const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()

function cursorOf(after: string, sort: SearchSort): Cursor | null {
  const beyond = BEYOND_CURSOR.exec(after)
  if (beyond) return { is: 'beyond', tier: Number(beyond[1]), title_id: beyond[2] ?? '0' }
  const found = (sort === 'relevance' ? KEY_CURSOR : TEXT_CURSOR).exec(after)
  if (!found) return null
  const [, key = '', title_id = ''] = found
  if (sort === 'relevance') return { is: 'key', key, title_id }
  return { is: 'key', key: clean(Buffer.from(key, 'base64url').toString('utf8')), title_id }
}

/** How an answer names its last title, for who goes on after it. */
export const cursorAfter = (
  sort: SearchSort,
  last: { readonly key: string; readonly title_id: string },
): string =>
  sort === 'relevance'
    ? `${last.key}.${last.title_id}`
    : `k${Buffer.from(last.key).toString('base64url')}.${last.title_id}`
export const cursorBeyond = (tier: number, title_id: string): string => `t${tier}.${title_id}`

/** What was asked, understood; `null` where it says to go on after what no answer gave. */
export function searchOf(ask: SearchAsk, synonyms: Synonyms): Search | null {
  const sort = ask.sort ?? 'relevance'
  const after = ask.after === undefined ? null : cursorOf(ask.after, sort)
  if (ask.after !== undefined && after === null) return null
  const typed = typedOf(ask.q ?? '')
  return {
    words: wordsQuery(typed.free, synonyms),
    whole: wholeQuery(typed.free),
    number: typed.meaning === null ? numberOf(ask.q ?? '') : null,
    meaning: typed.meaning,
    tags: FACETS.flatMap(field => (ask[field] === undefined ? [] : [`${field}:${clean(ask[field])}`])),
    where: ask.where ?? 'all',
    branch_id: ask.branch ?? null,
    available: ask.available === '1',
    described: false,
    works: ask.each_edition !== '1',
    count_branches: ask.count_branches === '1',
    sort,
    after,
    most: ask.available === '1' ? MOST_LOOKED_UP : MOST,
    rows: ROWS,
    broad: { tags: [], where: false, words: false },
  }
}

/** Whether anything was typed that is a word or a field; a text of signs alone finds nothing, where no text means all. */
export const asksNothing = (ask: SearchAsk, search: Search): boolean =>
  (ask.q ?? '').trim() !== '' && search.words === null && search.meaning === null
