/** What marks are called by the numbers that they have in a set of matches. */
export interface MarkValues {
  /** Each number is below it. */
  readonly count: number
  /** Its field, from one; see `FACETS`. */
  fieldOf(mark: number): number
  /** Its six bytes in hexadecimal. */
  hexOf(mark: number): string
  /** -1 where no match has it. */
  numberOf(hex: string): number
}

/**
 * The titles that match a search, one place in each list for each of them, those of one line side by side; a line is a work with its editions,
 * or a title. What is ranked, put together and counted over ten thousand of them takes here a fraction of what it takes the
 * database.
 */
export interface MatchSet {
  /** Numbers of titles, which are far from two to the power of 53. */
  readonly ids: Float64Array
  readonly popularities: Int32Array
  /** Zero where a year is not known. */
  readonly years: Int32Array
  /** How well the words fit, up to some 14,000. */
  readonly fits: Int32Array
  /** The line of each, from zero. */
  readonly lines: Int32Array
  readonly line_count: number
  /** The marks of a match stand from its place in `marksFrom` until the next. */
  readonly marks: Int32Array
  readonly marksFrom: Int32Array
  readonly values: MarkValues
  /** Branches that have each; null where that is not told. */
  readonly branches: readonly (readonly number[])[] | null
}

/**
 * The line of each of some matches, numbered as they come, found by its number of eight bytes, of which the higher and the lower half are told
 * apart.
 */
export function linesBy(
  highs: Int32Array,
  lows: Int32Array,
): { readonly of: Int32Array; readonly count: number } {
  // A power of two that leaves half of the places empty.
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(highs.length + 2) + 1)).fill(-1)
  const mask = slots.length - 1
  const of = new Int32Array(highs.length)
  const firsts = new Int32Array(highs.length)
  let count = 0
  for (let i = 0; i < highs.length; i++) {
    const [high, low] = [highs[i] ?? 0, lows[i] ?? 0]
    for (let slot = (low ^ Math.imul(high, 0x9e37_79b1)) & mask; ; slot = (slot + 1) & mask) {
      const line = slots[slot] ?? -1
      if (line < 0) {
        firsts[count] = i
        slots[slot] = of[i] = count++
        break
      }
      const first = firsts[line] ?? 0
      if (highs[first] === high && lows[first] === low) {
        of[i] = line
        break
      }
    }
  }
  return { of, count }
}
/** The order in which those of one line stand side by side: each is put behind those of lines before its own. */
export function sideBySide({ of, count }: ReturnType<typeof linesBy>): Int32Array {
  const places = new Int32Array(count + 1)
  for (const line of of) places[line + 1] = (places[line + 1] ?? 0) + 1
  for (let line = 0; line < count; line++) places[line + 1] = (places[line + 1] ?? 0) + (places[line] ?? 0)
  const order = new Int32Array(of.length)
  of.forEach((line, i) => {
    const place = places[line] ?? 0
    places[line] = place + 1
    order[place] = i
  })
  return order
}

/** Tiers of popularity, from zero; see `cataloguing.tier_of`. */
export const LAST_TIER = 6

/** How many lines have an item at each branch. */
export function branchesIn({ branches, lines }: MatchSet): Map<string, number> {
  const counts = new Map<number, { line: number; count: number }>()
  branches?.forEach((list, i) => {
    const line = lines[i] ?? 0
    for (const branch of list) {
      const known = counts.get(branch)
      if (known === undefined) counts.set(branch, { line, count: 1 })
      else if (known.line !== line) {
        known.line = line
        known.count++
      }
    }
  })
  return new Map([...counts].map(([branch, { count }]) => [String(branch), count]))
}

/** What each order is by, as a text that grows: years and numbers with zeros before them. Nobody's year comes last. */
export type NumberSort = 'lent' | 'added' | 'newest' | 'oldest'
const MOST_LENT = 999_999_999
const LAST_YEAR = 9999
const LAST_ID = 9_223_372_036_854_775_807n

function keysBy({ ids }: MatchSet, keyOf: (match: number) => number): Float64Array {
  const keys = new Float64Array(ids.length)
  for (let i = 0; i < keys.length; i++) keys[i] = keyOf(i)
  return keys
}
const NUMBERS: Readonly<Record<NumberSort, (set: MatchSet) => (match: number) => number>> = {
  lent:
    ({ popularities }) =>
    i =>
      MOST_LENT - (popularities[i] ?? 0),
  // Titles are numbered as they come.
  added:
    ({ ids }) =>
    i =>
      -(ids[i] ?? 0),
  newest:
    ({ years }) =>
    i =>
      Math.max(0, LAST_YEAR - (years[i] ?? 0)),
  oldest:
    ({ years }) =>
    i =>
      Math.min(LAST_YEAR, Math.max(0, (years[i] ?? 0) || LAST_YEAR)),
}
/** How a cursor writes what a page is ordered by. */
export function keyText(sort: NumberSort | 'relevance', key: number): string {
  if (sort === 'relevance') return String(-key)
  if (sort === 'added') return String(LAST_ID + BigInt(key)).padStart(19, '0')
  return String(key).padStart(sort === 'lent' ? 9 : 4, '0')
}
export function keyNumber(sort: NumberSort | 'relevance', text: string): number {
  if (sort === 'relevance') return -Number(text)
  return sort === 'added' ? Number(BigInt(/^\d+$/.test(text) ? text : 0) - LAST_ID) : Number(text)
}

/** By what titles are ordered, growing, one for each match. */
export const numberKeys = (set: MatchSet, sort: NumberSort): Float64Array => keysBy(set, NUMBERS[sort](set))

/**
 * Who types a whole title means that one, and who types a whole name what that maker made, unless another is lent some
 * hundred times as often. The name counts for a little more than what a title weighs above it.
 */
export const WHOLE = { title: 4500, maker: 6000 }
/** New ones come a little sooner, since their loans had no time to be counted. */
const NEW = { most: 600, a_year: 150, years: 10 }
const newness = (year: number, now: number): number =>
  year < now - NEW.years || year > now + 1 ? 0 : Math.max(0, NEW.most - NEW.a_year * Math.max(0, now - year))

/** Titles that are known as a whole by what was typed. */
export interface Known {
  readonly titles: ReadonlySet<number>
  readonly makers: ReadonlySet<number>
}

/** Of how often a title is lent, on a logarithm; of most it is asked again and again. */
const lentMore = (popularity: number): number => Math.round(1000 * Math.log1p(popularity))
const LENT = Int32Array.from({ length: 1 << 12 }, (_, popularity) => lentMore(popularity))

/**
 * How much each match is what was meant, as numbers below zero, so that they grow in the order of the answer: how well the words fit, how often it
 * is lent on a logarithm, whether it is known as a whole, and how new it is.
 */
export function relevanceKeys(set: MatchSet, { titles, makers }: Known, now: number): Float64Array {
  const { ids, popularities, years, fits } = set
  const some = titles.size + makers.size > 0
  return keysBy(set, i => {
    const id = some ? (ids[i] ?? 0) : 0
    const whole = !some ? 0 : makers.has(id) ? WHOLE.maker : titles.has(id) ? WHOLE.title : 0
    const popularity = popularities[i] ?? 0
    const lent = LENT[popularity] ?? lentMore(popularity)
    return -((fits[i] ?? 0) + lent + whole + newness(years[i] ?? 0, now))
  })
}

/**
 * Among the best lines the own library's titles come a little sooner, as if they were lent twice as often. All matches are not
 * asked that: it would take longer than to find them.
 */
const BEST = 200
const OWN = 700
/** The matches of which it is asked whether the own library has them. */
export const bestOf = (set: MatchSet, keys: Float64Array): number[] =>
  firstLines(set, keys, { rows: BEST }).flatMap(({ from, until }) =>
    Array.from({ length: until - from }, (_, i) => from + i),
  )
export function ownSooner(keys: Float64Array, own: Iterable<number>): void {
  for (const i of own) keys[i] = (keys[i] ?? 0) - OWN
}

/** A line of an answer: the edition that comes first, and how many match. */
export interface Line {
  readonly title_id: string
  readonly key: number
  readonly editions: number
}
interface First extends Line {
  /** Where its editions stand in the set. */
  readonly from: number
  readonly until: number
}
/** After which a page begins. */
export interface After {
  readonly key: number
  readonly id: number
}

/** The first lines by their keys and then by the number of their title, after one where that is said. */
export function firstLines(
  { ids, lines }: MatchSet,
  keys: Float64Array,
  { rows, after }: { readonly rows: number; readonly after?: After | undefined },
): First[] {
  const idOf = (match: number): number => ids[match] ?? 0
  const isBefore = (a: number, b: number): boolean => {
    const less = (keys[a] ?? 0) - (keys[b] ?? 0)
    return less < 0 || (less === 0 && idOf(a) < idOf(b))
  }
  const isAfter = (match: number): boolean => {
    if (!after) return true
    const key = keys[match] ?? 0
    return key > after.key || (key === after.key && idOf(match) > after.id)
  }
  // So few are kept, and so soon most come behind the last of them, that to put each in its place is least work.
  const best: { readonly first: number; readonly from: number; readonly until: number }[] = []
  for (let from = 0, until = 0; from < lines.length; from = until) {
    let first = from
    for (until = from + 1; until < lines.length && lines[until] === lines[from]; until++)
      if (isBefore(until, first)) first = until
    const last = best.length === rows ? best[rows - 1] : undefined
    if (!isAfter(first) || (last && !isBefore(first, last.first))) continue
    let place = best.length
    while (place > 0 && isBefore(first, best[place - 1]?.first ?? 0)) place--
    best.splice(place, 0, { first, from, until })
    if (best.length > rows) best.pop()
  }
  return best.map(({ first, from, until }) => ({
    title_id: String(idOf(first)),
    key: keys[first] ?? 0,
    editions: until - from,
    from,
    until,
  }))
}
