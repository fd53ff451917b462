import { type CountedValue, valuesIn } from '../search/facets.rules.ts'
import {
  type After,
  bestOf,
  firstLines,
  type Known,
  type Line,
  type MatchSet,
  type NumberSort,
  numberKeys,
  ownSooner,
  relevanceKeys,
} from '../search/matches.rules.ts'
import { find, type Found, having, heldOf, type Ranker } from './find.ts'
import { inAny, type List } from './lists.ts'
import type { TitleMemory } from './memory.ts'
import type { Lined } from './titles.ts'
import { room } from './room.ts'
import { type Asked, parseTsquery } from './tsquery.rules.ts'

/** What narrows a set of titles. */
export interface AskedSet {
  /** Marks of six bytes in hexadecimal, all of which must stand on a title. */
  readonly marks: readonly string[]
  /** Branches of which one must have it; null where that is not asked. */
  readonly branches: readonly string[] | null
}
/** Titles that are asked for, by words and by what narrows them. Questions of words are texts of `tsquery`. */
export interface Asking {
  readonly own: string | null
  readonly abroad: string | null
  readonly described: boolean
  readonly most: number
  /** By what titles are known that are looked at beyond the most lent, as a question of words; empty where there are none. */
  readonly known: string
  readonly matches: AskedSet
  /** The matches without what was chosen in a field, for each in which something was. */
  readonly without: readonly (AskedSet & { readonly field: string })[]
  /** Those at any branch of the own library, in which its branches are counted; null where they are not. */
  readonly anywhere: (AskedSet & { readonly counted: readonly string[] }) | null
}
/** A search, as one message. */
export interface Question extends Asking {
  readonly is: 'page'
  /** Of all titles these alone, in no order; null where all of them count. */
  readonly only: Float64Array | null
  /** By which a title or a maker is known that is no more than that; empty where there is none. */
  readonly whole: { readonly title: string; readonly maker: string }
  readonly works: boolean
  /** Null where the database puts them in order: then all of them are told. */
  readonly sort: NumberSort | 'relevance' | null
  readonly after: After | undefined
  readonly rows: number
  readonly year: number
  /** Branches whose titles come a little sooner; null where none do. */
  readonly sooner: readonly string[] | null
  /** Fields whose values are counted in the matches. */
  readonly fields: readonly string[]
  /** Marks in hexadecimal that are told though few have them. */
  readonly chosen: readonly string[]
}
/** Which titles stand in any of the sets, for who has to ask something of each. */
export interface WhichQuestion extends Asking {
  readonly is: 'which'
}
export interface Answer {
  readonly looked_at: number
  /** How many lines match, and how many titles. */
  readonly count: number
  readonly titles: number
  readonly lines: readonly Line[]
  readonly values: readonly CountedValue[]
  /** How many lines each branch has; null where that is not counted. */
  readonly branches: ReadonlyMap<string, number> | null
  /** All titles with the line of each, where the database puts them in order. */
  readonly all: { readonly ids: Float64Array; readonly lines: Int32Array } | null
}

/** Whether a question says only what memory can answer. */
export const canAnswer = ({ own, abroad }: Pick<Asking, 'own' | 'abroad'>): boolean =>
  [own, abroad].every(text => text === null || text.trim() === '' || parseTsquery(text) !== null)

/** What consists of words that say nothing finds nothing. */
function wordsOf(text: string | null): Asked | 'nothing' | null {
  if (text === null) return null
  return parseTsquery(text) ?? 'nothing'
}

const NOTHING: Found = { looked_at: 0, titles: new Uint32Array(0) }
/** Finds the titles of a set: as `lookedAt` in `search.store.ts` does. */
type Finds = (set: AskedSet) => Found
function finding(memory: TitleMemory, asked: Asking, words: Asked | 'nothing' | null): Finds {
  if (words === 'nothing') return () => NOTHING
  const { described, most } = asked
  const mark = asked.known === '' ? null : parseTsquery(asked.known)
  const known: Asked | null = mark && words ? { is: 'and', of: [mark, words] } : mark
  return ({ marks, branches }) => {
    const narrowed = { marks: marks.map(m => Buffer.from(m, 'hex')), branches, described, most }
    const found = find(memory, { words, narrowed })
    if (known === null || found.looked_at <= most) return found
    const range = { from: 0, until: memory.titles.count }
    return { ...found, titles: inAny([found.titles, find(memory, { words: known, narrowed }).titles], range) }
  }
}

/** The titles of all sets that a search is about, in the order in which their items are found. */
export function whichTitles(memory: TitleMemory, asked: WhichQuestion): Float64Array {
  room.begin()
  const finds = finding(memory, asked, wordsOf(asked.abroad))
  const ids = new Set<number>()
  for (const set of [asked.matches, ...asked.without])
    for (const title of finds(set).titles) ids.add(memory.titles.idOf(title))
  return Float64Array.from(ids).sort()
}

/** Answers as the database would: see `matchedTitles`, and what is done with it in `order-matches.ts` and `count-facets.ts`. */
export function answer(memory: TitleMemory, ranker: Ranker, asked: Question): Answer {
  room.begin()
  const { sort } = asked
  const all = finding(memory, asked, wordsOf(asked.abroad))
  const only = asked.only === null ? null : new Set(asked.only)
  const finds: Finds = set => {
    const found = all(set)
    if (only === null) return found
    return { ...found, titles: found.titles.filter(title => only.has(memory.titles.idOf(title))) }
  }
  const counted = (set: AskedSet, fields: readonly string[]): CountedValue[] => {
    const { titles } = finds(set)
    const lined = memory.titles.lined(titles, asked.works)
    const told = memory.titles.setOf(titles, { lined, fits: null, marked: true, values: memory.values })
    return valuesIn(told, fields, asked.chosen)
  }
  const { looked_at, titles } = finds(asked.matches)
  const lined = memory.titles.lined(titles, asked.works)
  const set = memory.titles.setOf(titles, {
    lined,
    fits: sort === 'relevance' ? fitsOf(ranker, titles, asked) : null,
    marked: asked.fields.length > 0,
    values: memory.values,
  })
  return {
    looked_at,
    count: set.line_count,
    titles: titles.length,
    lines: sort === null ? [] : linesOf(memory, { ...asked, sort }, { set, titles, order: lined.order }),
    values: [
      ...(asked.fields.length > 0 ? valuesIn(set, asked.fields, asked.chosen) : []),
      ...asked.without.flatMap(without => counted(without, [without.field])),
    ],
    branches:
      asked.anywhere === null
        ? null
        : branchesOf(memory, finds(asked.anywhere).titles, { ...asked.anywhere, works: asked.works }),
    all: sort === null ? { ids: set.ids.slice(), lines: set.lines.slice() } : null,
  }
}

function fitsOf(ranker: Ranker, titles: List, asked: Question): Uint32Array | null {
  const [words, own] = [wordsOf(asked.abroad), wordsOf(asked.own)]
  if (words === null || words === 'nothing') return null
  return ranker.fits(titles, own === 'nothing' ? null : own, words)
}

/** The first lines of the matches in the asked order. */
function linesOf(
  memory: TitleMemory,
  asked: Question & { readonly sort: NumberSort | 'relevance' },
  { set, titles, order }: { readonly set: MatchSet; readonly titles: List; readonly order: Int32Array },
): Line[] {
  const known: Known =
    asked.sort === 'relevance'
      ? {
          titles: knownBy(memory, asked.whole.title, asked.most),
          makers: knownBy(memory, asked.whole.maker, asked.most),
        }
      : { titles: new Set(), makers: new Set() }
  const keys =
    asked.sort === 'relevance' ? relevanceKeys(set, known, asked.year) : numberKeys(set, asked.sort)
  if (asked.sort === 'relevance' && asked.sooner !== null) {
    const best = bestOf(set, keys)
    const titleOf = (match: number): number => titles[order[match] ?? 0] ?? 0
    const own = new Set(heldOf(memory, Uint32Array.from(best, titleOf).sort(), asked.sooner))
    ownSooner(
      keys,
      best.filter(match => own.has(titleOf(match))),
    )
  }
  return firstLines(set, keys, asked).map(({ title_id, key, editions }) => ({ title_id, key, editions }))
}

function knownBy(memory: TitleMemory, mark: string, most: number): Set<number> {
  const asked = mark === '' ? null : parseTsquery(mark)
  if (asked === null) return new Set()
  return new Set(
    having(memory, asked)
      .slice(0, most + 1)
      .map(title => memory.titles.idOf(title)),
  )
}

/** How many lines of some titles each of the branches has. */
function branchesOf(
  memory: TitleMemory,
  titles: List,
  { counted, works }: { readonly counted: readonly string[]; readonly works: boolean },
): Map<string, number> {
  const lineAt = inPlace(memory.titles.lined(titles, works))
  const last = new Int32Array(titles.length)
  return new Map(
    counted.map((branch, no) => {
      let [i, count] = [0, 0]
      for (const title of heldOf(memory, titles, [branch])) {
        while (titles[i] !== title) i++
        const line = lineAt[i] ?? 0
        if (last[line] !== no + 1) count++
        last[line] = no + 1
      }
      return [branch, count]
    }),
  )
}
/** The line of each title, in the order of the titles. */
function inPlace({ order, lines }: Lined): Int32Array {
  const at = new Int32Array(order.length)
  order.forEach((place, i) => (at[place] = lines[i] ?? 0))
  return at
}
