import type { RegulationRow } from '@kaft/contract/regulation'
import {
  type CompiledRow,
  comparePrecision,
  compileRow,
  type ExactDimension,
  exactDimensions,
  names,
  type Range,
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
}

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
export const compileRegulation = (version: {
  readonly version_id: string
  readonly name: string
  readonly rows: readonly RegulationRow[]
}): CompiledRegulation => {
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
    },
    codes: {
      item_type: codesNamed(rows, 'item_type'),
      membership_type: codesNamed(rows, 'membership_type'),
      shelf: codesNamed(rows, 'shelf'),
      branch_id: codesNamed(rows, 'branch_id'),
      action: codesNamed(rows, 'action'),
    },
    answers: new Map(),
  }
}
