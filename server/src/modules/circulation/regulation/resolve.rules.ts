import type {
  CardType,
  Limit,
  RegulationRow,
  RegulationValueKey,
  RegulationValues,
  ResolvedLimit,
  ResolvedValues,
} from '@kaft/contract/regulation'
import type { Day } from '../../../base/dates.ts'
import { bucketKey, type CompiledRegulation } from './compile.rules.ts'
import { regulationDefaults, valueKeys } from './defaults.rules.ts'
import {
  type CompiledRow,
  type Dimension,
  decidingDimension,
  exactDimensions,
  inSeason,
  type Range,
} from './precedence.rules.ts'

/**
 * What a rule is asked for. Null is "not known" or "not at issue": a row that names it does not hold then. So a
 * patron without a birth date gets no rule for an age, and the page of a patron asks without an item type.
 */
export interface RegulationQuery {
  readonly branch_id: string | null
  /** The group of the branch and the kind of card follow from the places of the regulation unless they are given. */
  readonly branch_group?: string | null
  readonly membership_type: string | null
  readonly card_type?: CardType | null
  /** Full years on the day of the action. */
  readonly age: number | null
  readonly item_type: string | null
  readonly shelf: string | null
  readonly item_age_days: number | null
  readonly action: 'loan' | 'renewal'
  /** The day of the action. */
  readonly on: Day
}

export interface Resolved {
  /** Every value, complete; shared between equal questions, so never to be changed. */
  readonly values: Readonly<ResolvedValues>
  /** The row that each value comes from; null is the default of the house. Limits name their own rows. */
  readonly source: Readonly<Record<Exclude<RegulationValueKey, 'limits'>, number | null>>
  /** The rows that gave a value, the most precise first. */
  readonly rows: readonly number[]
}

/** The source of one value: the row of `limits` is that of the first limit. */
export const sourceOf = (resolved: Resolved, key: RegulationValueKey): number | null =>
  key === 'limits' ? (resolved.values.limits[0]?.row_no ?? null) : resolved.source[key]

const inRange = <T extends number | string>(range: Range<T> | null, value: T | null): boolean =>
  range === null || (value !== null && range.from <= value && value <= range.to)

/** Whether the ranges of a row hold the question; its exact selectors are matched by the look-up. */
const holds = (row: CompiledRow, query: RegulationQuery): boolean =>
  inRange(row.age, query.age) &&
  inRange(row.item_age, query.item_age_days) &&
  inRange(row.dates, query.on) &&
  inSeason(row.season, query.on)

/** The question with the group of its branch and the kind of its card, as far as any row names those. */
const placed = ({ codes, places }: CompiledRegulation, query: RegulationQuery): RegulationQuery =>
  codes.branch_group.size + codes.card_type.size === 0
    ? query
    : {
        ...query,
        branch_group: query.branch_group ?? places.groups.get(query.branch_id ?? '') ?? null,
        card_type:
          query.card_type ??
          (query.membership_type === null ? null : (places.cards.get(query.membership_type) ?? 'person')),
      }

/** Every row that holds, the most precise first. */
export const matchingRows = (compiled: CompiledRegulation, asked: RegulationQuery): CompiledRow[] => {
  const query = placed(compiled, asked)
  const rows: CompiledRow[] = []
  for (const pattern of compiled.patterns) {
    if (pattern.exact.some(dimension => query[dimension] == null)) continue
    for (const row of pattern.buckets.get(bucketKey(pattern.exact, query)) ?? [])
      if (holds(row, query)) rows.push(row)
  }
  return rows
}

/** What makes two limits the same limit, so that the more precise row's maximum holds. */
export const limitIdentity = (limit: Limit): string => {
  const of = typeof limit.of === 'string' ? limit.of : limit.of.toSorted().join('+')
  return `${limit.within}:${of}:${limit.counts ?? 'items'}`
}

/** Takes over what the row says and nobody before it said. @returns the keys that it gave. */
const take = (row: RegulationRow, into: Taken): RegulationValueKey[] => {
  const gave: RegulationValueKey[] = []
  for (const key of Object.keys(row.values) as RegulationValueKey[]) {
    if (key === 'limits') continue
    if (row.values[key] === undefined || key in into.values) continue
    Object.assign(into.values, { [key]: row.values[key] })
    into.source[key] = row.row_no
    gave.push(key)
  }
  const before = into.limits.size
  for (const limit of row.values.limits ?? []) {
    const identity = limitIdentity(limit)
    if (!into.limits.has(identity)) into.limits.set(identity, { ...limit, row_no: row.row_no })
  }
  return into.limits.size > before ? [...gave, 'limits'] : gave
}

interface Taken {
  readonly values: RegulationValues
  readonly source: Partial<Record<RegulationValueKey, number>>
  readonly limits: Map<string, ResolvedLimit>
}

const noSource = Object.fromEntries(
  valueKeys.filter(key => key !== 'limits').map(key => [key, null]),
) as Resolved['source']

/** Fills every value from rows in order of precision; what none of them names is the default. */
export const fillFrom = (rows: Iterable<CompiledRow>): Resolved => {
  const taken: Taken = { values: {}, source: {}, limits: new Map() }
  const used: number[] = []
  for (const { row } of rows) if (take(row, taken).length > 0) used.push(row.row_no)
  return Object.freeze({
    values: Object.freeze({
      ...regulationDefaults,
      ...taken.values,
      limits: [...taken.limits.values()],
    }),
    source: Object.freeze({ ...noSource, ...taken.source }),
    rows: Object.freeze(used),
  })
}

/** How many edges lie at or before the value: the number of its stretch. */
const stretch = <T extends number | string>(edges: readonly T[], value: T | null): number => {
  if (value === null) return -1
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edges[middle] as T) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** The cell in which a question lies: every question of one cell matches the same rows. */
const cellOf = ({ codes, edges }: CompiledRegulation, query: RegulationQuery): string =>
  exactDimensions
    .map(dimension => {
      const code = query[dimension]
      return code != null && codes[dimension].has(code) ? code : ''
    })
    .join('\n') +
  `\n${stretch(edges.age, query.age)}.${stretch(edges.item_age, query.item_age_days)}.${stretch(edges.on, query.on)}.${stretch(edges.season, query.on.slice(5))}`

const mostAnswers = 4096

/**
 * What a regulation says in one case. The first question of a cell costs a few look-ups, every later one a
 * single one; neither depends on how many rows there are.
 */
export const resolve = (compiled: CompiledRegulation, asked: RegulationQuery): Resolved => {
  const query = placed(compiled, asked)
  const cell = cellOf(compiled, query)
  const known = compiled.answers.get(cell)
  if (known) return known
  const answer = fillFrom(matchingRows(compiled, query))
  if (compiled.answers.size >= mostAnswers) compiled.answers.clear()
  compiled.answers.set(cell, answer)
  return answer
}

/** One row that held: what it gave, and to which row and by what it lost the rest. */
export interface Candidate {
  readonly row_no: number
  readonly gave: readonly RegulationValueKey[]
  readonly lost: readonly {
    readonly key: RegulationValueKey
    readonly to: number
    /** What the winner names, or names more narrowly; null when both are equally precise. */
    readonly by: Dimension | null
  }[]
}

/** Every row that held, the most precise first, with what it gave and why it lost the rest. */
export const candidates = (compiled: CompiledRegulation, query: RegulationQuery): Candidate[] => {
  const taken: Taken = { values: {}, source: {}, limits: new Map() }
  const firstLimits = new Map<string, CompiledRow>()
  return matchingRows(compiled, query).map(row => {
    const lost: Candidate['lost'][number][] = []
    for (const key of Object.keys(row.row.values) as RegulationValueKey[]) {
      const winner =
        key === 'limits' ? limitWinner(row, firstLimits) : compiled.rows.get(taken.source[key] ?? 0)
      if (winner) lost.push({ key, to: winner.row_no, by: decidingDimension(winner, row) })
    }
    return { row_no: row.row_no, gave: take(row.row, taken), lost }
  })
}

/** The row that already set one of this row's limits, if any; notes the limits that this row is first to set. */
const limitWinner = (row: CompiledRow, first: Map<string, CompiledRow>): CompiledRow | undefined => {
  let winner: CompiledRow | undefined
  for (const limit of row.row.values.limits ?? []) {
    const identity = limitIdentity(limit)
    winner ??= first.get(identity)
    if (!first.has(identity)) first.set(identity, row)
  }
  return winner
}
