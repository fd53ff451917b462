import type { MarkValues } from '../search/matches.rules.ts'
import { type Range, setBits, wordsFor } from './lists.ts'
import { Gathered, LaterPostings, type Postings, type TermTitles } from './postings.ts'
import { Terms } from './terms.ts'
import { type TitleFacts, Titles } from './titles.ts'

/** One title, as it is taken into memory. */
export interface TitleRow {
  readonly facts: Omit<TitleFacts, 'marks'>
  /** Of six bytes each. */
  readonly marks: readonly Uint8Array[]
  /** Its words, as they lie in `bytes`, each with its places. */
  readonly bytes: Buffer
  readonly words: readonly { readonly start: number; readonly end: number; readonly places: number }[]
  /** Its branches, as texts. */
  readonly branches: readonly string[]
}

/** The first byte tells marks and branches apart. */
const KIND = { mark: 1, branch: 2 }
/** So many libraries and branches; at the size of the country each takes a third of a megabyte. */
const MOST_HELD = 64

const termOfMark = (mark: Uint8Array): Uint8Array => {
  const term = new Uint8Array(1 + mark.length)
  term[0] = KIND.mark
  term.set(mark, 1)
  return term
}
const termOfBranch = (branch: string): Uint8Array =>
  Buffer.concat([Buffer.of(KIND.branch), Buffer.from(branch)])

/** One half of what is in memory: the titles that were there when it was filled, or those that came or changed since. */
export interface Half {
  readonly words: TermTitles
  readonly holders: TermTitles
  /** Its titles, by their numbers in memory. */
  readonly range: Range
  /** Whether it is that which was there when memory was filled. */
  readonly isFilled: boolean
}

/**
 * The search rows of all titles in memory, turned around: from each word, mark and branch to the titles that have it. It is filled
 * once, and what changes comes in behind. It holds no person.
 */
export class TitleMemory {
  readonly terms = new Terms()
  /** Marks and branches. */
  readonly #labels = new Terms()
  readonly titles = new Titles()
  #gathering: { readonly words: Gathered; readonly holders: Gathered } | null = {
    words: new Gathered(true),
    holders: new Gathered(false),
  }
  #filled: (Half & { readonly words: Postings; readonly holders: Postings }) | null = null
  readonly #held = new Map<string, Uint32Array>()
  readonly #later = { words: new LaterPostings(), holders: new LaterPostings() }

  /** Takes a title in; what was known of it is forgotten. */
  put(title: TitleRow): void {
    if (this.#gathering === null) this.titles.remove(title.facts.id)
    const labelled = (term: Uint8Array): number => this.#labels.add(term, 0, term.length)
    const marks = title.marks.map(mark => labelled(termOfMark(mark)))
    const branches = title.branches.map(branch => labelled(termOfBranch(branch)))
    const no = this.titles.add({ ...title.facts, marks })
    for (const { start, end, places } of title.words)
      this.#note('words', this.terms.add(title.bytes, start, end), { no, places })
    for (const term of new Set([...marks, ...branches])) this.#note('holders', term, { no, places: 0 })
    this.#gathering?.words.endOfTitle()
    this.#gathering?.holders.endOfTitle()
  }
  remove(title_id: number): void {
    this.titles.remove(title_id)
  }

  /** All that there was is in, by tiers from the most popular down. */
  fill(): void {
    if (this.#gathering === null) return
    const { words, holders } = this.#gathering
    this.#gathering = null
    this.terms.sort()
    this.titles.fill()
    this.#filled = {
      words: words.turned(this.terms.count),
      holders: holders.turned(this.#labels.count),
      range: { from: 0, until: this.titles.filled },
      isFilled: true,
    }
  }

  /** The first of the halves, once memory is filled. */
  get filledHalf(): Half | null {
    return this.#filled
  }
  get halves(): readonly Half[] {
    const range = { from: this.#filled === null ? 0 : this.titles.filled, until: this.titles.count }
    const later = { ...this.#later, range, isFilled: false }
    return this.#filled === null ? [later] : [this.#filled, later]
  }
  /** Bytes of memory it takes, about. */
  get size(): number {
    return (
      this.terms.size +
      this.#labels.size +
      this.titles.size +
      (this.#filled === null ? 0 : this.#filled.words.size + this.#filled.holders.size)
    )
  }
  /**
   * Whether so much came or changed since that to fill another anew is worth it. While more is coming all the time, as a million titles that
   * are taken in, what is filled anew is soon worn again: then only when there is half as much again.
   */
  isWorn(more: boolean): boolean {
    const { count, filled } = this.titles
    return count - filled > 20_000 + filled / (more ? 2 : 10)
  }

  /**
   * A bit for each title that was there when memory was filled: set where one of the branches has it. Kept for those who ask again, since a
   * library asks with each search; null before.
   */
  heldFrom(branches: readonly string[]): Uint32Array | null {
    const filled = this.#filled
    if (filled === null) return null
    const name = branches.join()
    const bits = this.#held.get(name) ?? this.#bitsOf(branches, filled)
    this.#held.delete(name)
    this.#held.set(name, bits)
    for (const [oldest] of this.#held) {
      if (this.#held.size <= MOST_HELD) break
      this.#held.delete(oldest)
    }
    return bits
  }

  #bitsOf(branches: readonly string[], { holders, range }: Half): Uint32Array {
    const bits = new Uint32Array(wordsFor(range))
    for (const branch of branches) setBits(bits, holders.of(this.at(branch)).titles, range)
    return bits
  }

  marked = (mark: Uint8Array): number => this.#labels.find(termOfMark(mark))
  at = (branch: string): number => this.#labels.find(termOfBranch(branch))
  /** What marks are called by their numbers. */
  get values(): MarkValues {
    const bytesOf = (mark: number): Uint8Array => this.#labels.bytesOf(mark)
    return {
      count: this.#labels.count,
      fieldOf: mark => bytesOf(mark)[1] ?? 0,
      hexOf: mark => Buffer.from(bytesOf(mark)).toString('hex').slice(2),
      numberOf: hex => this.marked(Buffer.from(hex, 'hex')),
    }
  }

  #note(kind: 'words' | 'holders', term: number, { no, places }: { no: number; places: number }): void {
    if (this.#gathering) this.#gathering[kind].note(term, places)
    else this.#later[kind].note(term, no, places)
  }
}
