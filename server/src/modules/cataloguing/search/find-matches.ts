import type { OkOf, searchTitles as op } from '@kaft/contract'
import type { Static } from 'typebox'
import { type Refusal, refuse } from '../../../base/ctx.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { asksNothing, cursorAfter, cursorBeyond, type SearchAsk, searchOf } from './ask.ts'
import type { KeptTitles } from '../memory/kept.ts'
import { typedOf } from './fields.rules.ts'
import { askMatches, findsAny } from './ask-matches.ts'
import type { Ahead, Answered } from './asked.ts'
import { fromMemory, toldMemory } from './from-memory.ts'
import { countedValues, facetsOf, namesFor } from './count-facets.ts'
import { branchesIn, LAST_TIER } from './matches.rules.ts'
import { orderMatches } from './order-matches.ts'
import { findBeyond, Page, pageOf, type Shown } from './page.store.ts'
import { namesOf, toldNames } from './see.ts'
import { namesAsSynonyms, otherMakers, seenIn, spansOf } from './see.rules.ts'
import { KnownRow, knownNames } from './see.store.ts'
import { AskedBroad, type Broad, broadOf, type Place, type Search, searchPlan } from './search.store.ts'
import { type AskDb, commonerSpelling, nearSpelling } from './spelling.ts'
import { SynonymKeys, synonymsFor } from './synonyms.store.ts'
import { someWords, type Synonyms, synonymKeys, synonymsOf, wordsQuery } from './words-query.rules.ts'

/** Who searches, and with what: the screens of staff and the doors for everyone search alike. */
export interface Searching {
  readonly ask: AskDb
  readonly at: Place
  /** Titles in the memory of this process; null where the database alone is asked. */
  readonly memory: KeptTitles | null
  readonly shown: Shown
  /** This year, by which new titles are known. */
  readonly year: number
  readonly described: boolean
  /** How many titles a page has; as many as a screen shows where nothing is said. */
  readonly rows?: number
  readonly ahead?: Ahead | null
}
export type Match = Static<typeof Page>['rows'][number]
export type Matches = Omit<OkOf<typeof op>, 'rows'> & { readonly rows: readonly Match[] }

/** So few titles may be those of a slip of the keys, where a word of one letter's difference has many times more. */
const FEW = 2

const nothingFound: Matches = {
  rows: [],
  next: null,
  count: 0,
  titles: 0,
  more: false,
  facets: [],
  did_you_mean: null,
  some_words: false,
  also: [],
}

/** Names and words in a text that are known under others too: what is asked besides. */
async function othersFor(by: Searching, { ask, free }: Typed) {
  const keys = synonymKeys(free)
  const spans = ask.names === 'typed' ? [] : spansOf(free)
  if (keys.length === 0) return { seen: [], declared: new Map() as Synonyms, ahead: null }
  const plain = by.memory === null ? null : searchOf(ask, new Map())
  const [groups = [], known = [], ...rows] = await by.ask([
    synonymsFor(keys),
    knownNames(namesOf(spans)),
    ...(plain === null ? [] : toldMemory(plain, by.at)),
  ])
  return {
    seen: seenIn(spans, allOf(KnownRow, known)),
    declared: synonymsOf(allOf(SynonymKeys, groups)),
    ahead: plain === null ? null : { words: plain.words, rows },
  }
}

/**
 * Searches the catalogue: words in any order, the last one perhaps not typed to its end, phrases, fields by their name, or a
 * standard number; the most lent titles first. Counts and facets are exact up to 10,000 matches, and there is no last page
 * before the last match.
 * @returns `invalid` when `after` was not given by an earlier answer; `question_unclear` when a field cannot be understood
 */
export async function findMatches(by: Searching, ask: SearchAsk): Promise<Matches | Refusal> {
  const typed = typedOf(ask.q ?? '')
  if (typed.fault !== null) return refuse('question_unclear', { part: typed.fault })
  // A name that was typed is searched under the other names of who or what it names as well.
  const { seen, declared, ahead } = await othersFor(by, { ask, free: typed.free })
  const understood = searchOf(ask, new Map([...declared, ...namesAsSynonyms(typed.free, seen)]))
  if (understood === null) return refuse('invalid')
  const makers = [understood.whole.maker, ...otherMakers(typed.free, seen).map(m => `'${m}'`)]
  const whole = { ...understood.whole, maker: makers.filter(Boolean).join(' | ') }
  const search = { ...understood, whole, described: by.described, rows: by.rows ?? understood.rows }
  const said = await matchesOf({ ...by, ahead }, search, { ask, free: typed.free })
  return { ...said, also: toldNames(seen) }
}

interface Typed {
  readonly ask: SearchAsk
  readonly free: string
}
async function matchesOf(by: Searching, search: Search, { ask, free }: Typed): Promise<Matches> {
  if (asksNothing(ask, search)) return nothingFound
  // Who asks for a number means what bears it.
  const byNumber = search.number === null ? null : await run(by, { ...search, works: false })
  if (byNumber && (byNumber.count > 0 || search.words === null)) return byNumber
  const byWords = { ...search, number: null }
  const found = await run(by, byWords)
  const plain = search.words !== null && search.words.phrases === null && search.meaning === null
  if (!plain || found.count > FEW) return found
  if (found.count > 0) {
    const first = search.after === null
    const finding = (said: string) => finds(by, said, byWords)
    return { ...found, did_you_mean: first ? await commonerSpelling(by.ask, free, finding) : null }
  }
  return otherwise(by, { text: free, search: byWords, found })
}

/** What to answer where no title has all the words: another spelling to ask for, or else the titles that have some. */
async function otherwise(
  by: Searching,
  { text, search, found }: { text: string; search: Search; found: Matches },
): Promise<Matches> {
  // A page that follows is one of titles with some of the words: there was no first page of any other.
  const said = search.after ? null : await nearSpelling(by.ask, text, said => finds(by, said, search))
  if (said !== null) return { ...found, did_you_mean: said }
  const some = someWords(text)
  if (!some) return found
  const loose = await run(by, { ...search, words: some })
  return { ...loose, some_words: loose.count > 0 }
}

/** Words are found first where what they are narrowed by is broad; without words the index has to find the rest. */
async function broadness(by: Searching, search: Search): Promise<Broad> {
  if (search.number !== null || search.words === null || (search.tags.length === 0 && search.where === 'all'))
    return search.broad
  const [[row] = []] = await by.ask([broadOf(search, by.at)])
  return shaped(AskedBroad, row)
}

/** The matches as the database tells them, put in order and counted here. */
async function fromDatabase(by: Searching, search: Search, counting: boolean): Promise<Answered> {
  const asked = await askMatches(by, { ...search, broad: await broadness(by, search) }, counting)
  return {
    looked_at: asked.looked_at,
    count: asked.found.line_count,
    titles: asked.found.ids.length,
    lines: await orderMatches(by, search, asked),
    values: counting ? countedValues(search, asked) : [],
    branches: asked.anywhere === null ? null : branchesIn(asked.anywhere),
  }
}

async function run(by: Searching, search: Search): Promise<Matches> {
  const { after, most } = search
  if (after?.is === 'beyond')
    return {
      ...nothingFound,
      ...(await beyond(by, { ...search, broad: await broadness(by, search) }, after)),
      count: most,
      titles: most,
      more: true,
    }
  const counting = after === null
  const answered = (await fromMemory(by, search, counting)) ?? (await fromDatabase(by, search, counting))
  const shown = answered.lines.slice(0, search.rows)
  const naming = namesFor(search, by.at, answered.values)
  const [page, ...named] = await by.ask([
    pageOf(search, by.at, by.shown === 'ids' ? [] : shown),
    ...(counting ? naming.queries : []),
  ])
  const last = shown.at(-1)
  const more = answered.looked_at > most
  return {
    ...nothingFound,
    rows: page?.length ? shaped(Page, page[0]).rows : shown.map(line => ({ ...line, hit: null })),
    next:
      answered.lines.length > search.rows && last
        ? cursorAfter(search.sort, last)
        : more
          ? cursorBeyond(0, '0')
          : null,
    count: Math.min(answered.count, most),
    titles: Math.min(answered.titles, most),
    more,
    facets: counting ? facetsOf(answered, { tags: search.tags, naming }, named) : [],
  }
}

/** Goes on beyond the ranked matches, tier after tier, until a page is full. */
async function beyond(
  by: Searching,
  search: Search,
  from: { readonly tier: number; readonly title_id: string },
): Promise<Pick<Matches, 'rows' | 'next'>> {
  const found: Match[] = []
  for (
    let { tier, title_id: after } = from;
    tier <= LAST_TIER && found.length <= search.rows;
    tier++, after = '0'
  ) {
    const asked = findBeyond({ ...search, rows: search.rows - found.length }, by.at, {
      tier,
      after,
      shown: by.shown,
    })
    const [[row] = []] = (await by.ask([searchPlan, asked])).slice(-1)
    found.push(...shaped(Page, row).rows)
  }
  const rows = found.slice(0, search.rows)
  const last = rows.at(-1)
  return {
    rows,
    next: found.length > search.rows && last ? cursorBeyond(Number(last.key), last.title_id) : null,
  }
}

/** One title is enough to know; where it must also be on a shelf, the first may not be. */
async function finds(by: Searching, said: string, search: Search): Promise<boolean> {
  const most = search.available || search.described ? search.most : 0
  const other = { ...search, words: wordsQuery(said), most }
  const remembered = await fromMemory(by, { ...other, sort: 'lent', rows: 0 }, false)
  if (remembered) return remembered.titles > 0
  return findsAny(by, { ...other, broad: await broadness(by, other) })
}
