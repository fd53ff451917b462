import { linesBy, type MarkValues, type MatchSet, sideBySide } from '../search/matches.rules.ts'
import type { List } from './lists.ts'
import { room } from './room.ts'
import { wideEnough } from './terms.ts'

/** What is known of a title beside its words. */
export interface TitleFacts {
  readonly id: number
  /** Of its line, which may be any of eight bytes, the halves. */
  readonly line: { readonly high: number; readonly low: number }
  readonly popularity: number
  readonly year: number
  readonly tier: number
  readonly described: boolean
  /** The terms of its marks, in the order of its values. */
  readonly marks: readonly number[]
}

/** A title takes eight numbers side by side, so that all that is asked of it comes from memory at once. */
const WIDTH = 8
const AT = { idHigh: 0, idLow: 1, lineHigh: 2, lineLow: 3, popularity: 4, year: 5, marks: 6, count: 7 }

/**
 * What is known of each title beside its words, by its number in memory. A title that changed gets a new number, and the former one is
 * gone; so the titles of a term grow by their end only.
 */
export class Titles {
  #facts = new Int32Array(WIDTH << 12)
  /** The marks of all, those of a title side by side. */
  #marks = new Int32Array(1 << 14)
  #markCount = 0
  #tiers = new Uint8Array(1 << 12)
  #count = 0
  #gone = new Uint8Array(1 << 12)
  #goneCount = 0
  /** The numbers in memory by the title's own, of those that came or changed since, and before. */
  readonly #later = new Map<number, number>()
  #ids = new Float64Array(0)
  #byId = new Uint32Array(0)
  /** How many there were when memory was filled: those come by tiers. */
  #filled = 0

  get count(): number {
    return this.#count
  }
  get filled(): number {
    return this.#filled
  }
  get living(): number {
    return this.#count - this.#goneCount
  }
  get size(): number {
    return 4 * (this.#facts.length + this.#marks.length) + 2 * this.#tiers.length + 12 * this.#filled
  }

  add({ id, line, popularity, year, tier, described, marks }: TitleFacts): number {
    const title = this.#count++
    this.#facts = wideEnough(this.#facts, WIDTH * this.#count)
    this.#tiers = wideEnough(this.#tiers, this.#count)
    this.#gone = wideEnough(this.#gone, this.#count)
    this.#marks = wideEnough(this.#marks, this.#markCount + marks.length)
    const halves = [Math.floor(id / 2 ** 32), id | 0, line.high, line.low]
    this.#facts.set([...halves, popularity, year, this.#markCount, marks.length], WIDTH * title)
    this.#marks.set(marks, this.#markCount)
    this.#markCount += marks.length
    this.#tiers[title] = 2 * tier + (described ? 1 : 0)
    if (this.#filled > 0 || this.#ids.length > 0) this.#later.set(id, title)
    return title
  }

  /** All that was there is in: what is added from now on came later. */
  fill(): void {
    this.#filled = this.#count
    const ids = Float64Array.from({ length: this.#count }, (_, title) => this.idOf(title))
    this.#byId = Uint32Array.from({ length: this.#count }, (_, title) => title).sort(
      (a, b) => (ids[a] ?? 0) - (ids[b] ?? 0),
    )
    this.#ids = ids.sort()
    if (this.#count === 0) this.#ids = new Float64Array([Infinity])
  }

  /** The number in memory of a title; -1 where it is not there. */
  of(id: number): number {
    const later = this.#later.get(id)
    if (later !== undefined) return later
    let [low, high] = [0, this.#byId.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#ids[middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    const title = this.#ids[low] === id ? (this.#byId[low] ?? 0) : -1
    return title >= 0 && this.#gone[title] === 0 ? title : -1
  }
  remove(id: number): void {
    const title = this.of(id)
    if (title < 0) return
    this.#gone[title] = 1
    this.#goneCount++
    this.#later.delete(id)
  }

  isGone = (title: number): boolean => this.#gone[title] === 1
  tierOf = (title: number): number => (this.#tiers[title] ?? 0) >>> 1
  isDescribed = (title: number): boolean => ((this.#tiers[title] ?? 0) & 1) === 1
  idOf(title: number): number {
    const at = WIDTH * title
    return (this.#facts[at + AT.idHigh] ?? 0) * 2 ** 32 + ((this.#facts[at + AT.idLow] ?? 0) >>> 0)
  }
  idsOf = (titles: List): Float64Array => Float64Array.from(titles, title => this.idOf(title))
  /** The first of those that were there from the beginning that is of a tier or of one further down. */
  firstOf(tier: number): number {
    let [low, high] = [0, this.#filled]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.tierOf(middle) < tier) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The lines of some titles, and the order in which those of one line stand side by side. */
  lined(titles: List, works: boolean): Lined {
    const plain = room.ints(titles.length)
    for (let i = 0; i < plain.length; i++) plain[i] = i
    if (!works) return { order: plain, lines: plain, line_count: titles.length }
    const [highs, lows] = [room.ints(titles.length), room.ints(titles.length)]
    for (let i = 0; i < titles.length; i++) {
      const at = WIDTH * (titles[i] ?? 0)
      highs[i] = this.#facts[at + AT.lineHigh] ?? 0
      lows[i] = this.#facts[at + AT.lineLow] ?? 0
    }
    const numbered = linesBy(highs, lows)
    if (numbered.count === titles.length) return { order: plain, lines: plain, line_count: titles.length }
    const order = sideBySide(numbered)
    return { order, lines: order.map(i => numbered.of[i] ?? 0), line_count: numbered.count }
  }

  /** Titles as a search puts them in order and counts them. */
  setOf(titles: List, { lined, fits, marked, values }: Telling): MatchSet {
    const { order, lines, line_count } = lined
    const count = titles.length
    const [ids, popularities] = [room.floats(count), room.ints(count)]
    const [years, fit, marksFrom] = [room.ints(count), room.ints(count), room.ints(count + 1)]
    const facts = this.#facts
    let all = 0
    for (let i = 0; i < count; i++) {
      const place = order[i] ?? 0
      const at = WIDTH * (titles[place] ?? 0)
      ids[i] = (facts[at + AT.idHigh] ?? 0) * 2 ** 32 + ((facts[at + AT.idLow] ?? 0) >>> 0)
      popularities[i] = facts[at + AT.popularity] ?? 0
      years[i] = facts[at + AT.year] ?? 0
      if (fits) fit[i] = fits[place] ?? 0
      if (marked) all += facts[at + AT.count] ?? 0
      marksFrom[i + 1] = all
    }
    const marks = room.ints(all)
    if (marked)
      for (let i = 0; i < count; i++) {
        const from = facts[WIDTH * (titles[order[i] ?? 0] ?? 0) + AT.marks] ?? 0
        const [to, until] = [marksFrom[i] ?? 0, marksFrom[i + 1] ?? 0]
        for (let at = to; at < until; at++) marks[at] = this.#marks[from + at - to] ?? 0
      }
    return {
      ids,
      popularities,
      years,
      fits: fit,
      lines,
      line_count,
      marks,
      marksFrom,
      values,
      branches: null,
    }
  }
}
export interface Lined {
  /** Where each stands among the titles. */
  readonly order: Int32Array
  readonly lines: Int32Array
  readonly line_count: number
}
interface Telling {
  readonly lined: Lined
  /** How well the words fit each of the titles; null where that does not matter. */
  readonly fits: Uint32Array | null
  readonly marked: boolean
  readonly values: MarkValues
}
