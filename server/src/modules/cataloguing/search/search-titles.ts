import type { OkOf, QueryOf, searchTitles as op } from '@kaft/contract'
import { normaliseEan, normaliseIsbn, normaliseIssn } from '@kaft/marc'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  AskedBroad,
  type Broad,
  broadOf,
  FACETS,
  Found,
  findTitles,
  type Search,
  searchPlan,
} from './search.store.ts'
import { commonerSpelling, nearSpelling } from './spelling.ts'
import { someWords, wholeQuery, wordsQuery } from './words-query.rules.ts'

type Ask = QueryOf<typeof op>
type Answer = OkOf<typeof op>

/** Matches that are ranked and counted; beyond that a screen says "10.000+". */
const MOST = 10_000
const ROWS = 25
/** So few titles may be those of a slip of the keys, where a word of one letter's difference has many times more. */
const FEW = 2
const CURSOR = /^(\d{1,9})\.([1-9]\d{0,18})$/

/** The standard number that the whole text is: ISBN-10 or -13, EAN, ISSN, with hyphens or without. */
export function numberOf(text: string): string | null {
  if (/[^0-9xX\s.\-‐-―−]/u.test(text.replace(/\b(?:ISBN|ISSN|EAN)(?:-?1[03]|-L)?\b:?/i, ''))) return null
  return normaliseIsbn(text) ?? normaliseEan(text) ?? normaliseIssn(text)?.replace('-', '') ?? null
}

/** What PostgreSQL cannot hold stands on no title. */
const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()

function searchOf(ask: Ask): Search | null {
  const cursor = ask.after === undefined ? null : CURSOR.exec(ask.after)
  if (ask.after !== undefined && cursor === null) return null
  const text = ask.q ?? ''
  return {
    words: wordsQuery(text),
    whole: wholeQuery(text),
    number: numberOf(text),
    tags: FACETS.flatMap(field => (ask[field] === undefined ? [] : [`${field}:${clean(ask[field])}`])),
    where: ask.where ?? 'all',
    available: ask.available === '1',
    after: cursor ? { score: Number(cursor[1]), title_id: cursor[2] ?? '' } : null,
    most: MOST,
    rows: ROWS,
    broad: { tags: [], where: false },
  }
}

/**
 * Searches the catalogue: words in any order, the last one perhaps not typed to its end, or a standard number; the
 * most lent titles first. Counts and facets are exact up to 10,000 matches.
 * @returns `invalid` when `after` was not given by an earlier answer
 */
export async function searchTitles(ctx: StaffCtx, ask: Ask): Promise<Answer | Refusal> {
  const search = searchOf(ask)
  if (search === null) return refuse('invalid')
  const asksWords = (ask.q ?? '').trim() !== ''
  // A text without a single letter or digit matches nothing, where no text at all means every title.
  if (asksWords && search.words === null) return nothing
  const byNumber = search.number === null ? null : await run(ctx, search)
  if (byNumber && (byNumber.count > 0 || search.words === null)) return byNumber
  const byWords = { ...search, number: null, broad: await broadness(ctx, search) }
  const found = await run(ctx, byWords)
  if (search.words === null || found.count > FEW) return found
  const first = search.after === null
  if (found.count > 0)
    return {
      ...found,
      did_you_mean: first
        ? await commonerSpelling(ctx, ask.q ?? '', said => finds(ctx, said, byWords))
        : null,
    }
  return otherwise(ctx, { text: ask.q ?? '', search: byWords, found })
}

/** What to answer where no title has all the words: another spelling to ask for, or else the titles that have some. */
async function otherwise(
  ctx: StaffCtx,
  { text, search, found }: { text: string; search: Search; found: Answer },
): Promise<Answer> {
  // A page that follows is one of titles with some of the words: there was no first page of any other.
  const said = search.after ? null : await nearSpelling(ctx, text, said => finds(ctx, said, search))
  if (said !== null) return { ...found, did_you_mean: said }
  const some = someWords(text)
  if (!some) return found
  const loose = await run(ctx, { ...search, words: some })
  return { ...loose, some_words: loose.count > 0 }
}

const nothing: Answer = {
  rows: [],
  next: null,
  count: 0,
  more: false,
  facets: [],
  did_you_mean: null,
  some_words: false,
}

/** Words are found first where what they are narrowed by is broad; without words the index has to find the rest. */
async function broadness(ctx: StaffCtx, search: Search): Promise<Broad> {
  if (search.words === null || (search.tags.length === 0 && search.where === 'all')) return search.broad
  const [[row] = []] = await read(ctx, [broadOf(search, ctx.actor)])
  return shaped(AskedBroad, row)
}

async function run(ctx: StaffCtx, search: Search): Promise<Answer> {
  const narrowed =
    search.words !== null || search.number !== null || search.tags.length > 0 || search.where !== 'all'
  const [[row] = []] = (
    await read(ctx, [...(narrowed ? [searchPlan] : []), findTitles(search, ctx.actor)])
  ).slice(-1)
  const { rows, count, looked_at, facets } = shaped(Found, row)
  const page = rows.slice(0, ROWS)
  const last = page.at(-1)
  return {
    rows: page.map(row => row.hit),
    next: rows.length > ROWS && last ? `${last.score}.${last.hit.title_id}` : null,
    count: Math.min(count, MOST),
    more: looked_at > MOST,
    facets,
    did_you_mean: null,
    some_words: false,
  }
}

async function finds(ctx: StaffCtx, said: string, search: Search): Promise<boolean> {
  // One title is enough to know; where it must also be on a shelf, the first may not be.
  const most = search.available ? MOST : 0
  const found = await run(ctx, { ...search, words: wordsQuery(said), most })
  return found.count > 0
}
