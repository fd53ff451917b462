import { type List, placeIn, type Range } from './lists.ts'
import { PLACE } from './places.rules.ts'
import { wideEnough } from './terms.ts'

/** Titles that have a term, by their numbers in memory, growing; and where the term stands in each, see `placesOf`. */
export interface Posting {
  readonly titles: Uint32Array
  readonly places: Uint32Array
}
const NO_TITLES: Posting = { titles: new Uint32Array(0), places: new Uint32Array(0) }

/** Numbers that come one after the other, in parts, so that a great many are never copied to make room. */
class Parts {
  static readonly #PART = 1 << 20
  readonly #parts: Uint32Array[] = []
  #count = 0
  get count(): number {
    return this.#count
  }
  push(number: number): void {
    const at = this.#count++
    const part = at >>> 20
    if (part === this.#parts.length) this.#parts.push(new Uint32Array(Parts.#PART))
    const list = this.#parts[part]
    if (list) list[at & (Parts.#PART - 1)] = number
  }
  at(index: number): number {
    return this.#parts[index >>> 20]?.[index & (Parts.#PART - 1)] ?? 0
  }
  /** Gives back the memory of a part that was read. */
  drop(part: number): void {
    this.#parts[part] = new Uint32Array(0)
  }
}

/** The terms of titles as they come, to be turned around once: from terms of titles into titles of terms. */
export class Gathered {
  readonly #terms = new Parts()
  readonly #places = new Parts()
  readonly #ends = new Parts()
  #withPlaces: boolean
  constructor(withPlaces: boolean) {
    this.#withPlaces = withPlaces
  }
  note(term: number, places: number): void {
    this.#terms.push(term)
    if (this.#withPlaces) this.#places.push(places)
  }
  /** What comes next is of the next title. */
  endOfTitle(): void {
    this.#ends.push(this.#terms.count)
  }
  /** @param terms how many terms there are; what was gathered is gone afterwards */
  turned(terms: number): Postings {
    const starts = new Uint32Array(terms + 1)
    for (let i = 0; i < this.#terms.count; i++) {
      const term = this.#terms.at(i)
      starts[term + 1] = (starts[term + 1] ?? 0) + 1
    }
    for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
    const next = starts.slice(0, terms)
    const titles = new Uint32Array(this.#terms.count)
    const places = new Uint32Array(this.#withPlaces ? this.#terms.count : 0)
    for (let title = 0, i = 0; title < this.#ends.count; title++)
      for (const end = this.#ends.at(title); i < end; i++) {
        const term = this.#terms.at(i)
        const to = next[term] ?? 0
        next[term] = to + 1
        titles[to] = title
        if (this.#withPlaces) places[to] = this.#places.at(i)
        if ((i & 0xf_ffff) === 0xf_ffff) {
          this.#terms.drop(i >>> 20)
          this.#places.drop(i >>> 20)
        }
      }
    return new Postings({ starts, titles, places })
  }
}

/** The titles of terms, of one half of memory. */
export interface TermTitles {
  of(term: number): Posting
  /** How many there are. */
  count(term: number): number
  /** Those of a range that have it, in some place of these weights by bits, of which A is the eighth; zero is any. */
  among(term: number, range: Range, weights: number): List
  /** Sets the bits of those of a range that have any of these terms: of many terms this takes less than to list each of them. */
  into(terms: readonly number[], weights: number): Into
}
/** Range after range, each behind the one before: where a term was left is where it goes on. */
export type Into = (bits: Uint32Array, range: Range) => void
interface Among {
  readonly range: Range
  readonly weights: number
}

/** Lists that stand one behind the other, and where one of them does. */
interface Piece extends Posting {
  readonly start: number
  readonly end: number
}
const MASK = (1 << PLACE.bits) - 1
const bears = (places: number, weights: number): boolean => {
  if (weights === 0) return true
  for (let left = places; left > 0; left >>>= PLACE.bits) if ((weights >>> (left & MASK & 3)) & 1) return true
  return false
}
function listed({ titles, places, start, end }: Piece, { range, weights }: Among): List {
  const from = placeIn(titles, range.from, { start, end })
  const found = titles.subarray(from, placeIn(titles, range.until, { start: from, end }))
  return weights === 0 ? found : found.filter((_, i) => bears(places[from + i] ?? 0, weights))
}
/** Sets the bits of the titles of a range. @returns where those behind it begin */
function noted(
  bits: Uint32Array,
  { titles, places, start, end }: Piece,
  { range: { from, until }, weights }: Among,
): number {
  let at = start
  if (at < end && (titles[at] ?? 0) < from) at = placeIn(titles, from, { start, end })
  for (; at < end; at++) {
    const title = titles[at] ?? 0
    if (title >= until) break
    if (weights !== 0 && !bears(places[at] ?? 0, weights)) continue
    const bit = title - from
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
  }
  return at
}

/** The titles of each term, as they were when memory was filled. */
export class Postings implements TermTitles {
  readonly #of: { readonly starts: Uint32Array; readonly titles: Uint32Array; readonly places: Uint32Array }
  constructor(of: {
    readonly starts: Uint32Array
    readonly titles: Uint32Array
    readonly places: Uint32Array
  }) {
    this.#of = of
  }
  get size(): number {
    const { starts, titles, places } = this.#of
    return 4 * (starts.length + titles.length + places.length)
  }
  #piece(term: number): Piece {
    const { starts, titles, places } = this.#of
    const known = term >= 0 && term + 1 < starts.length
    return {
      titles,
      places,
      start: known ? (starts[term] ?? 0) : 0,
      end: known ? (starts[term + 1] ?? 0) : 0,
    }
  }
  of(term: number): Posting {
    const { titles, places, start, end } = this.#piece(term)
    return { titles: titles.subarray(start, end), places: places.subarray(start, end) }
  }
  count(term: number): number {
    const { starts } = this.#of
    return term + 1 < starts.length ? (starts[term + 1] ?? 0) - (starts[term] ?? 0) : 0
  }
  among(term: number, range: Range, weights: number): List {
    return listed(this.#piece(term), { range, weights })
  }
  into(terms: readonly number[], weights: number): Into {
    const { starts, titles, places } = this.#of
    const left = Uint32Array.from(terms, term => starts[term] ?? 0)
    return (bits, range) => {
      for (let i = 0; i < terms.length; i++) {
        const end = starts[(terms[i] ?? 0) + 1] ?? 0
        const start = left[i] ?? 0
        // Most terms of a beginning stand in few titles: those that are over cost no more than this.
        if (start < end && (titles[start] ?? 0) < range.until)
          left[i] = noted(bits, { titles, places, start, end }, { range, weights })
      }
    }
  }
}

/**
 * The same of titles that came or changed since. The lists lie in one, each with room behind it: a list of its own for each term, nearly all of
 * which stand in one title or two, would be more to make and to look over than what stands in it.
 */
export class LaterPostings implements TermTitles {
  #titles = new Uint32Array(1 << 12)
  #places = new Uint32Array(1 << 12)
  #used = 0
  /** Of each list where it starts, how many are in it, and how many there is room for. */
  #lists = new Uint32Array(3 << 10)
  readonly #of = new Map<number, number>()
  note(term: number, title: number, places: number): void {
    const list = this.#of.get(term) ?? this.#begun(term)
    const count = this.#lists[list + 1] ?? 0
    if (count === this.#lists[list + 2]) this.#moved(list, count)
    const at = (this.#lists[list] ?? 0) + count
    this.#titles[at] = title
    this.#places[at] = places
    this.#lists[list + 1] = count + 1
  }
  #begun(term: number): number {
    const list = 3 * this.#of.size
    this.#lists = wideEnough(this.#lists, list + 3)
    this.#of.set(term, list)
    this.#lists[list] = this.#taken(1)
    this.#lists[list + 2] = 1
    return list
  }
  /** Gives a list that is full twice the room, behind all others. */
  #moved(list: number, count: number): void {
    const [from, to] = [this.#lists[list] ?? 0, this.#taken(2 * count)]
    this.#titles.copyWithin(to, from, from + count)
    this.#places.copyWithin(to, from, from + count)
    this.#lists[list] = to
    this.#lists[list + 2] = 2 * count
  }
  #taken(room: number): number {
    const from = this.#used
    this.#used += room
    this.#titles = wideEnough(this.#titles, this.#used)
    this.#places = wideEnough(this.#places, this.#used)
    return from
  }
  #piece(term: number): Piece {
    const list = this.#of.get(term)
    if (list === undefined) return { ...NO_TITLES, start: 0, end: 0 }
    const start = this.#lists[list] ?? 0
    return { titles: this.#titles, places: this.#places, start, end: start + (this.#lists[list + 1] ?? 0) }
  }
  of(term: number): Posting {
    const { titles, places, start, end } = this.#piece(term)
    return { titles: titles.subarray(start, end), places: places.subarray(start, end) }
  }
  count(term: number): number {
    const { start, end } = this.#piece(term)
    return end - start
  }
  among(term: number, range: Range, weights: number): List {
    return listed(this.#piece(term), { range, weights })
  }
  into(terms: readonly number[], weights: number): Into {
    return (bits, range) => {
      for (const term of terms) noted(bits, this.#piece(term), { range, weights })
    }
  }
}
