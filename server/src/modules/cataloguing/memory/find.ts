import { LAST_TIER } from '../search/matches.rules.ts'
import { inAll, inAny, inBits, inRange, type List, listOf, placeFrom, type Range, wordsFor } from './lists.ts'
import type { Half, TitleMemory } from './memory.ts'
import type { Into, Posting } from './postings.ts'
import { type HadOfAll, joined, rankOf, worthOf } from './rank.rules.ts'
import { room } from './room.ts'
import type { Asked, AskedWord } from './tsquery.rules.ts'

const NONE: List = new Uint32Array(0)

/** What narrows the titles that are looked for. */
export interface Narrowed {
  /** Marks of six bytes, all of which must stand on a title. */
  readonly marks: readonly Uint8Array[]
  /** Branches of which one must have it; null where that is not asked. */
  readonly branches: readonly string[] | null
  /** Without what a desk typed in haste. */
  readonly described: boolean
  /** How many are looked at, the most lent first. */
  readonly most: number
}

export const termsOf = (
  { terms }: TitleMemory,
  { word, prefix }: Pick<AskedWord, 'word' | 'prefix'>,
): readonly number[] => {
  const bytes = Buffer.from(word)
  if (prefix) return terms.beginning(bytes)
  const term = terms.find(bytes)
  return term < 0 ? [] : [term]
}

/** Words of a question with the terms of each, which are looked up once. */
type Sought =
  | {
      readonly is: 'word'
      readonly terms: readonly number[]
      readonly weights: number
      /** Of the half that was there from the beginning, which is read in parts. */
      readonly filled: Into | null
    }
  | { readonly is: 'and' | 'or'; readonly of: readonly Sought[] }
const soughtOf = (memory: TitleMemory, asked: Asked): Sought =>
  asked.is === 'word'
    ? soughtWord(memory, asked)
    : // Of words that are all wanted those of few terms come first: where none has them, the others are not looked for.
      {
        is: asked.is,
        of: asked.of.map(part => soughtOf(memory, part)).toSorted((a, b) => width(a) - width(b)),
      }
function soughtWord(memory: TitleMemory, asked: AskedWord): Sought {
  const { weights } = asked
  const terms = termsOf(memory, asked)
  return { is: 'word', terms, weights, filled: memory.filledHalf?.words.into(terms, weights) ?? null }
}
const width = (sought: Sought): number =>
  sought.is === 'word' ? sought.terms.length : sought.of.reduce((sum, part) => sum + width(part), 0)

/** No more titles of a half have what is asked. */
function mostOf(half: Half, sought: Sought): number {
  if (sought.is === 'word') return sought.terms.reduce((sum, term) => sum + half.words.count(term), 0)
  const parts = sought.of.map(part => mostOf(half, part))
  return sought.is === 'and' ? Math.min(...parts) : parts.reduce((sum, part) => sum + part, 0)
}

/** The titles of one half, in a range, that have what is asked. */
function among(half: Half, sought: Sought, range: Range): List {
  if (sought.is === 'word') {
    const { terms, weights } = sought
    const [only] = terms
    if (only === undefined) return NONE
    if (terms.length === 1) return half.words.among(only, range, weights)
    const bits = room.uints(wordsFor(range))
    const into = half.isFilled ? sought.filled : null
    ;(into ?? half.words.into(terms, weights))(bits, range)
    return listOf(bits, range)
  }
  if (sought.is === 'or')
    return inAny(
      sought.of.map(part => among(half, part, range)),
      range,
    )
  const lists: List[] = []
  for (const part of sought.of) {
    const list = among(half, part, range)
    if (list.length === 0) return NONE
    lists.push(list)
  }
  return inAll(lists)
}
/** All titles that have what is asked, of both halves. */
export const having = (memory: TitleMemory, asked: Asked): number[] => {
  const sought = soughtOf(memory, asked)
  return memory.halves
    .flatMap(half => [...among(half, sought, half.range)])
    .filter(t => !memory.titles.isGone(t))
}

/** What narrows the titles of a half, looked up once. */
interface Narrowing {
  readonly memory: TitleMemory
  readonly sought: Sought | null
  readonly marks: readonly number[]
  readonly branches: readonly string[] | null
}
/** Null where nothing is asked, so that all titles of the range are meant. */
function candidates(half: Half, { memory, sought, marks, branches }: Narrowing, range: Range): List | null {
  const words = sought === null ? null : among(half, sought, range)
  if (words?.length === 0) return NONE
  const lists = [...(words ? [words] : []), ...marks.map(mark => half.holders.among(mark, range, 0))]
  const found = lists.length === 0 ? null : inAll(lists)
  return branches === null ? found : heldAt(memory, half, { branches, of: found, range })
}

/** Of some titles of a range, or of all, those that one of the branches has. */
function heldAt(
  memory: TitleMemory,
  half: Half,
  {
    branches,
    of,
    range,
  }: { readonly branches: readonly string[]; readonly of: List | null; readonly range: Range },
): List {
  const bits = of !== null && half.isFilled ? memory.heldFrom(branches) : null
  if (of !== null && bits !== null) return inBits(of, bits, half.range)
  const lists = branches.map(branch => half.holders.among(memory.at(branch), range, 0))
  return inAny(of === null ? lists : lists.map(list => inAll([of, list])), range)
}
/** The same over both halves, for titles that were found. */
export const heldOf = (memory: TitleMemory, titles: List, branches: readonly string[]): List => {
  const [first = NONE, second = NONE] = memory.halves.map(half =>
    heldAt(memory, half, { branches, of: inRange(titles, half.range), range: half.range }),
  )
  return second.length === 0 ? first : inAny([first, second], { from: 0, until: memory.titles.count })
}

export interface Question {
  /** Null where no words are asked for. */
  readonly words: Asked | null
  readonly narrowed: Narrowed
}
export interface Found {
  /** How many were looked at: one more than `most` where there are more. */
  readonly looked_at: number
  /** Those that match, growing. */
  readonly titles: List
}

/** Of common words so many titles are looked at together, in what lies nearest to the processor: who has enough of them looks no further. */
const PART = 1 << 18
/** Words that fewer titles have than so many times what is looked at are looked for in all titles of a tier together. */
const COMMON = 4

/** Takes the most popular of two halves of the titles, until it has as many as are looked at. */
class Picked {
  readonly #titles: TitleMemory['titles']
  readonly #list: List
  count = 0
  constructor({ titles }: TitleMemory, most: number) {
    this.#titles = titles
    this.#list = room.uints(Math.min(titles.count, most + 1))
  }
  get isFull(): boolean {
    return this.count === this.#list.length
  }
  get all(): List {
    return this.#list.subarray(0, this.count).sort()
  }
  take(list: List | null, { from, until }: Range, isMeant: (title: number) => boolean = () => true): void {
    const length = list === null ? until - from : list.length
    for (let at = 0; at < length && !this.isFull; at++) {
      const title = list === null ? from + at : (list[at] ?? 0)
      if (!this.#titles.isGone(title) && isMeant(title)) this.#list[this.count++] = title
    }
  }
}

/**
 * The matches, from the most popular tier down until there are more than are looked at.
 * @param part how many titles are looked at together
 */
export function find(memory: TitleMemory, { words, narrowed }: Question, part: number = PART): Found {
  const { titles } = memory
  const narrowing: Narrowing = {
    memory,
    sought: words === null ? null : soughtOf(memory, words),
    marks: narrowed.marks.map(memory.marked),
    branches: narrowed.branches,
  }
  const [first, second] = memory.halves.length === 2 ? memory.halves : [null, memory.halves[0]]
  const later = second ? candidates(second, narrowing, second.range) : NONE
  const picked = new Picked(memory, narrowed.most)
  const { sought } = narrowing
  const few = first && sought !== null && mostOf(first, sought) <= COMMON * narrowed.most
  const step = few ? titles.filled : part
  for (let tier = 0; tier <= LAST_TIER && !picked.isFull; tier++) {
    // Those that were there from the beginning lie by tiers.
    const end = titles.firstOf(tier + 1)
    for (let from = titles.firstOf(tier); first && from < end && !picked.isFull; from += step) {
      const range = { from, until: Math.min(end, from + step) }
      picked.take(candidates(first, narrowing, range), range)
    }
    if (second) picked.take(later, second.range, title => titles.tierOf(title) === tier)
  }
  const found = picked.all
  return {
    looked_at: picked.count,
    titles: narrowed.described ? found.filter(titles.isDescribed) : found,
  }
}

/** Who ranks. */
export class Ranker {
  readonly #memory: TitleMemory
  /** A bit for each title that is ranked; made once, and cleared behind each. */
  #bits: Uint32Array = new Uint32Array(0)
  constructor(memory: TitleMemory) {
    this.#memory = memory
  }

  /** How well each title fits, up to 14,000; what is found by the words of other languages alone stands a little below. */
  fits(titles: List, own: Asked | null, abroad: Asked): Uint32Array {
    const words = new Map<string, AskedWord>()
    // Of two that are the same but for their end, PostgreSQL ranks by the open one.
    for (const word of [...(own ? leaves(own) : []), ...leaves(abroad)])
      if (word.prefix || !words.has(word.word)) words.set(word.word, word)
    const had = this.#had(titles, [...words.values()])
    const ofWords = (asked: Asked): HadOfAll[] =>
      [...new Set(leaves(asked).map(w => w.word))]
        .toSorted((a, b) => (a < b ? -1 : 1))
        .flatMap(name => had.get(name) ?? [])
    const [ownWords, abroadWords] = [own ? ofWords(own) : [], ofWords(abroad)]
    const fits = room.uints(titles.length)
    for (let i = 0; i < fits.length; i++) {
      const isOwn = own !== null && hasAll(own, word => (had.get(word)?.places[i] ?? 0) > 0)
      const rank = isOwn ? rankOf(own, ownWords, i) : 0.9 * rankOf(abroad, abroadWords, i)
      fits[i] = Math.round(14_000 * rank)
    }
    return fits
  }

  #had(titles: List, words: readonly AskedWord[]): Map<string, HadOfAll> {
    const last = titles.at(-1) ?? 0
    if (this.#bits.length <= last >>> 5)
      this.#bits = new Uint32Array(wordsFor({ from: 0, until: last + (1 << 16) }))
    for (const title of titles) this.#bits[title >>> 5] = (this.#bits[title >>> 5] ?? 0) | (1 << (title & 31))
    const all = new Map(
      words.map(word => {
        const had = {
          places: room.uints(titles.length),
          last: room.uints(titles.length),
          worth: room.floats(titles.length),
        }
        for (const term of termsOf(this.#memory, word))
          for (const half of this.#memory.halves) this.#gather(half.words.of(term), titles, had)
        return [word.word, had] as const
      }),
    )
    for (const title of titles) this.#bits[title >>> 5] = 0
    return all
  }

  #gather(posting: Posting, titles: List, had: HadOfAll): void {
    const note = (i: number, places: number): void => {
      had.worth[i] = (had.worth[i] ?? 0) + worthOf(places)
      had.places[i] = joined(had.places[i] ?? 0, places)
      had.last[i] = places
    }
    if (posting.titles.length > 8 * titles.length) {
      for (let i = 0, at = 0; i < titles.length; i++) {
        at = placeFrom(posting.titles, titles[i] ?? 0, at)
        if (posting.titles[at] === titles[i]) note(i, posting.places[at] ?? 0)
      }
      return
    }
    const last = titles.at(-1) ?? 0
    for (let at = 0, i = 0; at < posting.titles.length; at++) {
      const title = posting.titles[at] ?? 0
      if (title > last) return
      // Few of those that have a common word are ranked: a bit tells it sooner than their place.
      if ((((this.#bits[title >>> 5] ?? 0) >>> (title & 31)) & 1) === 0) continue
      i = placeFrom(titles, title, i)
      note(i, posting.places[at] ?? 0)
    }
  }
}
const leaves = (asked: Asked): AskedWord[] => (asked.is === 'word' ? [asked] : asked.of.flatMap(leaves))
const hasAll = (asked: Asked, has: (word: string) => boolean): boolean => {
  if (asked.is === 'word') return has(asked.word)
  return asked.is === 'and'
    ? asked.of.every(part => hasAll(part, has))
    : asked.of.some(part => hasAll(part, has))
}
