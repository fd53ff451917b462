import type { Facet } from '@kaft/contract'
import type { MatchSet } from './matches.rules.ts'

/** Fields by which a search can be narrowed: the beginnings of tags. `cataloguing.mark_of` numbers them in this order, from one. */
export const FACETS = [
  'material',
  'audience',
  'language',
  'genre',
  'subject',
  'series',
  'author',
  'decade',
] as const

const MOST_VALUES = 15
/** Values that as many matches have as the last that is shown: by their names is told which of them are. */
const MOST_TIED = 40
/** A value that fewer than one in so many lines have says nothing. */
const FEW = 2_000
/** A value that was counted, by the number of its mark, and the first match that has it. */
export interface CountedMark {
  readonly field: string
  readonly count: number
  readonly mark: number
  readonly match: number
}
/**
 * The same by its mark, with a title that has it, how often that is lent, and which of its values, from one, this is: so its name is found.
 */
export interface CountedValue {
  readonly field: string
  readonly mark: string
  readonly count: number
  readonly title_id: string
  readonly popularity: number
  readonly place: number
}
export const valueOf = (set: MatchSet, { field, count, mark, match }: CountedMark): CountedValue => ({
  field,
  mark: set.values.hexOf(mark),
  count,
  title_id: String(set.ids[match] ?? 0),
  popularity: set.popularities[match] ?? 0,
  place: set.marks.indexOf(mark, set.marksFrom[match]) - (set.marksFrom[match] ?? 0) + 1,
})

/**
 * By the number of each mark: how many lines have it, the line in which it was met last, and the first match that has it. One for all searches:
 * nothing waits while values are counted, and to make it anew would be most of the work. What was counted is cleared behind each.
 */
class Tally {
  #lines = new Int32Array(0)
  #last = new Int32Array(0)
  #match = new Int32Array(0)
  #met: number[] = []

  begin(values: number): void {
    if (this.#lines.length >= values) return
    this.#lines = new Int32Array(2 * values)
    this.#last = new Int32Array(2 * values)
    this.#match = new Int32Array(2 * values)
  }
  /** Counts a mark, once a line: matches of a line come one after the other. */
  note(mark: number, line: number, match: number): void {
    const lines = this.#lines[mark] ?? 0
    if (lines === 0) {
      this.#met.push(mark)
      this.#match[mark] = match
    } else if (this.#last[mark] === line) return
    this.#lines[mark] = lines + 1
    this.#last[mark] = line
  }
  end(tell: (mark: number, lines: number, match: number) => void): void {
    for (const mark of this.#met) {
      tell(mark, this.#lines[mark] ?? 0, this.#match[mark] ?? 0)
      this.#lines[mark] = 0
    }
    this.#met = []
  }
}
const tally = new Tally()

/** In how many lines each value of these fields stands, with a title that has it, whose values tell its name. */
export function countedIn(set: MatchSet, fields: readonly string[]): CountedMark[] {
  const { marks, marksFrom, lines, line_count, values } = set
  const wanted = Uint8Array.from({ length: 256 }, (_, i) => (fields.includes(FACETS[i - 1] ?? '') ? 1 : 0))
  tally.begin(values.count)
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? 0
    const until = marksFrom[i + 1] ?? 0
    for (let at = marksFrom[i] ?? 0; at < until; at++) tally.note(marks[at] ?? 0, line, i)
  }
  const found: CountedMark[] = []
  tally.end((mark, count, match) => {
    if (count * FEW <= line_count) return
    const field = values.fieldOf(mark)
    if (wanted[field] === 1) found.push({ field: FACETS[field - 1] ?? '', count, mark, match })
  })
  return found
}

/** The most frequent values of each field, with those that are as frequent as the last of them; and what was chosen. */
export function frequent(marks: readonly CountedMark[], chosen: ReadonlySet<number>): CountedMark[] {
  return [...Map.groupBy(marks, m => m.field).values()].flatMap(all => {
    const last =
      Int32Array.from(all, m => m.count)
        .sort()
        .at(-MOST_VALUES) ?? 0
    const shown = all
      .filter(m => m.count >= last)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, MOST_TIED)
    return [...shown, ...all.filter(m => chosen.has(m.mark) && !shown.includes(m))]
  })
}

/** The values that a set is narrowed by further: those of most matches, and what was chosen, by their marks in hexadecimal. */
export function valuesIn(
  set: MatchSet,
  fields: readonly string[],
  chosen: readonly string[],
): CountedValue[] {
  const marks = new Set(chosen.map(hex => set.values.numberOf(hex)))
  return frequent(countedIn(set, fields), marks).map(m => valueOf(set, m))
}

/** The values as they are shown: of each field those that most matches have, and those that were chosen. */
export function shownFacets(
  values: readonly CountedValue[],
  names: ReadonlyMap<string, string>,
  tags: readonly string[],
): Facet[] {
  return FACETS.flatMap(field => {
    const named = values
      .filter(v => v.field === field)
      .flatMap(v => {
        const tag = names.get(v.mark)
        return tag === undefined ? [] : [{ tag, count: v.count }]
      })
      .toSorted((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
    const shown = named.filter((v, i) => i < MOST_VALUES || tags.includes(v.tag))
    if (shown.length === 0) return []
    return [
      {
        field,
        values: shown.map(v => ({ value: v.tag.slice(field.length + 1), count: v.count, name: null })),
      },
    ]
  })
}
