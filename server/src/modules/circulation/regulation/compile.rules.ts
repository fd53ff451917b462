import type { CardType, RegulationRow } from '@kaft/contract/regulation'
import {
  type CompiledRow,
  comparePrecision,
  compileRow,
  type ExactDimension,
  exactDimensions,
  names,
  type Range,
  stretchesOf,
} from './precedence.rules.ts'
import type { Resolved } from './resolve.rules.ts'

/** All rows that name the same dimensions, found by the exact ones and ordered, most precise first. */
export interface Pattern {
  readonly mask: number
  readonly exact: readonly ExactDimension[]
  readonly buckets: ReadonlyMap<string, readonly CompiledRow[]>
}

export interface Edges {
  readonly age: readonly number[]
  readonly item_age: readonly number[]
  readonly on: readonly string[]
  /** Days of each year, `MM-DD`, on which a season begins or is over. */
  readonly season: readonly string[]
}

/** What a library says of its branches and membership types, which rows can name. */
export interface Places {
  /** The group of each branch that lies in one. */
  readonly groups: ReadonlyMap<string, string>
  /** The kind of card of each membership type; one that is not here is a reader's. */
  readonly cards: ReadonlyMap<string, CardType>
  /** By partner library: the types of membership that an agreement accepts, where it does not accept all. */
  readonly accepts?: ReadonlyMap<string, Accepted>
}
export interface Accepted {
  readonly library_name: string
  readonly types: ReadonlySet<string>
}
const nowhere: Places = { groups: new Map(), cards: new Map() }

/** A version of a regulation made ready for deciding. Made once for each version, then only read. */
export interface CompiledRegulation {
  readonly version_id: string
  /** The name that people give it, such as `2026-2`. */
  readonly name: string
  readonly rows: ReadonlyMap<number, CompiledRow>
  /** In order of precedence. At most 256 of them, in practice a dozen, however many rows there are. */
  readonly patterns: readonly Pattern[]
  /** Where the answer can change along age, item age and time: the first value of each stretch. */
  readonly edges: Edges
  /** The codes that rows name; to the regulation any other code is the same. */
  readonly codes: Readonly<Record<ExactDimension, ReadonlySet<string>>>
  readonly places: Places
  /** Answers already given, by cell: within a cell every question has the same answer. */
  readonly answers: Map<string, Resolved>
}

/** The key of a row or a question within a pattern. Codes hold no line breaks. */
export const bucketKey = (
  exact: readonly ExactDimension[],
  of: Partial<Record<ExactDimension, string | null | undefined>>,
): string => exact.map(dimension => of[dimension] ?? '').join('\n')

const patternsOf = (rows: readonly CompiledRow[]): Pattern[] => {
  const byMask = Map.groupBy(rows, row => row.mask)
  const made: Pattern[] = []
  for (const [mask, members] of byMask) {
    const first = members[0]
    if (!first) continue
    const exact = exactDimensions.filter(dimension => names(first.row.selectors, dimension))
    const buckets = Map.groupBy(members, member => bucketKey(exact, member.row.selectors))
    for (const bucket of buckets.values())
      bucket.sort((a, b) => comparePrecision(a, b) || a.row_no - b.row_no)
    made.push({ mask, exact, buckets })
  }
  return made.sort((a, b) => b.mask - a.mask)
}

const given = <T>(ranges: readonly (Range<T> | null)[]): Range<T>[] => ranges.filter(range => range !== null)

const numberEdges = (ranges: readonly (Range<number> | null)[]): number[] =>
  [...new Set(given(ranges).flatMap(range => [range.from, range.to + 1]))].sort((a, b) => a - b)

/** A day followed by `~` sorts after that day and before the next one, which is all that the search needs. */
const dayEdges = (ranges: readonly (Range<string> | null)[]): string[] =>
  [...new Set(given(ranges).flatMap(range => [range.from, `${range.to}~`]))].sort()

const codesNamed = (rows: readonly CompiledRow[], dimension: ExactDimension): Set<string> =>
  new Set(rows.flatMap(({ row }) => row.selectors[dimension] ?? []))

/**
 * Makes a version ready: rows are grouped by what they name and found by their exact selectors, so that a
 * decision costs a handful of look-ups whether the regulation has ten rows or ten thousand.
 * @throws RangeError when two rows bear the same number.
 */
export const compileRegulation = (
  version: {
    readonly version_id: string
    readonly name: string
    readonly rows: readonly RegulationRow[]
  },
  places: Places = nowhere,
): CompiledRegulation => {
  const rows = version.rows.map(compileRow)
  const byNumber = new Map(rows.map(row => [row.row_no, row]))
  if (byNumber.size !== rows.length) throw new RangeError(`version ${version.name} numbers two rows the same`)
  return {
    version_id: version.version_id,
    name: version.name,
    rows: byNumber,
    patterns: patternsOf(rows),
    edges: {
      age: numberEdges(rows.map(row => row.age)),
      item_age: numberEdges(rows.map(row => row.item_age)),
      on: dayEdges(rows.map(row => row.dates)),
      season: dayEdges(rows.flatMap(row => (row.season ? stretchesOf(row.season) : []))),
    },
    codes: {
      item_type: codesNamed(rows, 'item_type'),
      membership_type: codesNamed(rows, 'membership_type'),
      card_type: codesNamed(rows, 'card_type'),
      shelf: codesNamed(rows, 'shelf'),
      branch_id: codesNamed(rows, 'branch_id'),
      branch_group: codesNamed(rows, 'branch_group'),
      action: codesNamed(rows, 'action'),
    },
    places,
    answers: new Map(),
  }
}

/** The same version for who says otherwise of branches and membership types; answers are given anew. */
export const atPlaces = (compiled: CompiledRegulation, places: Places): CompiledRegulation =>
  compiled.places === places ? compiled : { ...compiled, places, answers: new Map() }
