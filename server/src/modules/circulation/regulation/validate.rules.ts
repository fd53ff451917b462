import type { RegulationRow, RegulationSelectors, RegulationValueKey } from '@kaft/contract/regulation'
import { addDays, type Day, isDay } from '../../../base/dates.ts'
import { type CompiledRegulation, compileRegulation, type Places } from './compile.rules.ts'
import { type CompiledRow, comparePrecision, type Range, stretchesOf } from './precedence.rules.ts'
import { limitIdentity, type RegulationQuery, resolve } from './resolve.rules.ts'
import { type Language, wordsOf } from './texts/language.rules.ts'
import type { Context, FaultCode } from './texts/words.rules.ts'

/** What the rows must cover. */
export interface Ground {
  readonly membership_types: readonly string[]
  readonly item_types: readonly string[]
  /** Branches of the library; an empty list checks any branch that no row names. */
  readonly branch_ids: readonly string[]
  /** Groups of branches that exist; absent where the groups are not at issue. */
  readonly branch_groups?: readonly string[]
  readonly places?: Places
  /** The first day on which the version would hold. */
  readonly starts_on: Day
}

/** One row that is wrong by itself. */
export interface RowFault {
  readonly code: FaultCode
  readonly row_no: number
  readonly what: string
}
/** Two rows that can meet, are equally precise and set the same values. */
export interface Tie {
  readonly a: number
  readonly b: number
  readonly keys: readonly RegulationValueKey[]
}
/** A membership type and an item type for which no row says whether, or for how long, it is lent. */
export interface Hole {
  readonly membership_type: string
  readonly item_type: string
  readonly missing: 'loanable' | 'period'
  /** The case in which it showed, as far as it is a particular one. */
  readonly at: RegulationSelectors
}
export interface Validation {
  readonly ok: boolean
  readonly faults: readonly RowFault[]
  readonly ties: readonly Tie[]
  readonly holes: readonly Hole[]
}

const reversed = (band: { from?: number; to?: number } | undefined): boolean =>
  band?.from !== undefined && band.to !== undefined && band.from > band.to

const rangeFaults = ({ row_no, selectors: s }: RegulationRow): RowFault[] => {
  const faults: RowFault[] = []
  const days = { from_on: s.from_on, until_on: s.until_on }
  for (const day of Object.values(days))
    if (day !== undefined && !isDay(day)) faults.push({ code: 'day_unknown', row_no, what: day })
  if (reversed(s.age_band)) faults.push({ code: 'range_reversed', row_no, what: 'age_band' })
  if (reversed(s.item_age_days)) faults.push({ code: 'range_reversed', row_no, what: 'item_age_days' })
  if (s.from_on !== undefined && s.until_on !== undefined && s.from_on > s.until_on)
    faults.push({ code: 'range_reversed', row_no, what: 'dates' })
  for (const at of Object.values(s.season ?? {}))
    if (!isDay(`2028-${at}`)) faults.push({ code: 'day_unknown', row_no, what: at })
  return faults
}

const valueFaults = ({ row_no, values }: RegulationRow): RowFault[] => {
  const faults: RowFault[] = []
  const { fine, fixed_due_on } = values
  if (Object.values(values).every(value => value === undefined))
    faults.push({ code: 'empty', row_no, what: '' })
  if (fixed_due_on && !isDay(fixed_due_on.length > 5 ? fixed_due_on : `2028-${fixed_due_on}`))
    faults.push({ code: 'day_unknown', row_no, what: fixed_due_on })
  if (fine?.kind === 'stepped' && !fine.steps?.length)
    faults.push({ code: 'fine_without_steps', row_no, what: '' })
  if (fine && fine.kind !== 'none' && fine.kind !== 'stepped' && fine.amount_cents === undefined)
    faults.push({ code: 'fine_without_amount', row_no, what: '' })
  if (fine?.kind === 'per_started_hour' && values.period && values.period.unit !== 'hours')
    faults.push({ code: 'fine_by_hour_of_days', row_no, what: '' })
  return faults
}

const rowFaults = (rows: readonly RegulationRow[], ground: Ground): RowFault[] => {
  const seen = new Set<number>()
  return rows.flatMap(row => {
    const { row_no, selectors } = row
    const faults = [...rangeFaults(row), ...valueFaults(row)]
    const { item_type, membership_type, branch_group } = selectors
    if (item_type !== undefined && !ground.item_types.includes(item_type))
      faults.push({ code: 'item_type_unknown', row_no, what: item_type })
    if (membership_type !== undefined && !ground.membership_types.includes(membership_type))
      faults.push({ code: 'membership_type_unknown', row_no, what: membership_type })
    if (branch_group !== undefined && ground.branch_groups && !ground.branch_groups.includes(branch_group))
      faults.push({ code: 'branch_group_unknown', row_no, what: branch_group })
    if (seen.has(row_no)) faults.push({ code: 'number_twice', row_no, what: '' })
    seen.add(row_no)
    return faults
  })
}

const meet = <T>(a: Range<T> | null, b: Range<T> | null): boolean =>
  a === null || b === null || (a.from <= b.to && b.from <= a.to)

/** Whether two seasons have a day in common. */
const seasonsMeet = (a: Range<string> | null, b: Range<string> | null): boolean =>
  a === null || b === null || stretchesOf(a).some(one => stretchesOf(b).some(other => meet(one, other)))

/** Whether some case lies in both rows, of rows that share their exact selectors. */
const canMeet = (a: CompiledRow, b: CompiledRow): boolean =>
  meet(a.age, b.age) &&
  meet(a.item_age, b.item_age) &&
  meet(a.dates, b.dates) &&
  seasonsMeet(a.season, b.season)

const sharedKeys = (a: RegulationRow, b: RegulationRow): RegulationValueKey[] => {
  const limits = new Set((a.values.limits ?? []).map(limitIdentity))
  return (Object.keys(a.values) as RegulationValueKey[]).filter(key => {
    if (a.values[key] === undefined || b.values[key] === undefined) return false
    return key !== 'limits' || (b.values.limits ?? []).some(limit => limits.has(limitIdentity(limit)))
  })
}

/** Rows of one bucket share their exact selectors, so only there two rows can be equally precise and meet. */
const tiesOf = (compiled: CompiledRegulation): Tie[] => {
  const ties: Tie[] = []
  for (const { buckets } of compiled.patterns)
    for (const bucket of buckets.values())
      for (const [at, a] of bucket.entries())
        for (const b of bucket.slice(at + 1)) {
          if (comparePrecision(a, b) !== 0) break
          if (!canMeet(a, b)) continue
          const keys = sharedKeys(a.row, b.row)
          if (keys.length > 0) ties.push({ a: a.row_no, b: b.row_no, keys })
        }
  return ties.sort((x, y) => x.a - y.a || x.b - y.b)
}

/** The days on which an answer can begin to differ, from the start on, within a row's own dates. */
const daysToTry = (compiled: CompiledRegulation, starts_on: Day, dates: Range<string> | null): Day[] => {
  const changes = compiled.edges.on.map(edge => (edge.endsWith('~') ? dayAfter(edge.slice(0, -1)) : edge))
  const days = [starts_on, ...changes.filter(day => isDay(day) && day > starts_on)]
  const seasonal = days.flatMap(day => compiled.edges.season.map(edge => nextOn(day, edge)))
  const all = [...new Set([...days, ...seasonal])]
  return dates === null ? all : all.filter(day => dates.from <= day && day <= dates.to)
}
/** The first day from that one on with this month and day; an edge that ends in `~` means the day after. */
const nextOn = (from: Day, edge: string): Day => {
  const after = edge.endsWith('~')
  for (let year = Number(from.slice(0, 4)); ; year++) {
    const day = `${year}-${edge.slice(0, 5)}`
    const found = isDay(day) ? (after ? dayAfter(day) : day) : `${year}-03-01`
    if (found >= from) return found
  }
}
const dayAfter = (day: string): string => (isDay(day) && day < '9999-12-31' ? addDays(day, 1) : day)

const pointsIn = (edges: readonly number[], range: Range<number> | null): (number | null)[] =>
  range === null ? [null] : [range.from, ...edges.filter(edge => range.from < edge && edge <= range.to)]

type Case = Omit<RegulationQuery, 'item_type' | 'membership_type'>

/**
 * The cases of a pair in which the fewest rows hold. Leaving a thing unnamed or unknown only takes rows away,
 * so what is covered there is covered everywhere: without further names for the pair itself, and once for each
 * row that makes it loanable, with just what that row names.
 */
const casesOf = (compiled: CompiledRegulation, ground: Ground, anchor: CompiledRow | null): Case[] => {
  const named = anchor?.row.selectors ?? {}
  const branches = named.branch_id
    ? [named.branch_id]
    : ground.branch_ids.length > 0
      ? ground.branch_ids
      : [null]
  return branches.flatMap(branch_id =>
    daysToTry(compiled, ground.starts_on, anchor?.dates ?? null).flatMap(on =>
      pointsIn(compiled.edges.age, anchor?.age ?? null).flatMap(age =>
        pointsIn(compiled.edges.item_age, anchor?.item_age ?? null).map(item_age_days => ({
          branch_id,
          on,
          age,
          item_age_days,
          shelf: named.shelf ?? null,
          action: named.action ?? ('loan' as const),
        })),
      ),
    ),
  )
}

const holeOf = (compiled: CompiledRegulation, query: RegulationQuery): 'loanable' | 'period' | null => {
  const { values, source } = resolve(compiled, query)
  if (source.loanable === null) return 'loanable'
  return values.loanable && values.period === null ? 'period' : null
}

const fits = ({ selectors: s }: RegulationRow, membership_type: string, item_type: string): boolean =>
  (s.item_type ?? item_type) === item_type && (s.membership_type ?? membership_type) === membership_type

const holesOf = (compiled: CompiledRegulation, ground: Ground): Hole[] => {
  const plain = casesOf(compiled, ground, null)
  // A row that makes something loanable and says for how long leaves no hole behind.
  const openers = [...compiled.rows.values()].filter(
    ({ mask, row }) => mask !== 0 && row.values.loanable === true && row.values.period === undefined,
  )
  const firstHole = (membership_type: string, item_type: string, cases: readonly Case[]): Hole | null => {
    for (const one of cases) {
      const missing = holeOf(compiled, { ...one, membership_type, item_type })
      if (missing) return { membership_type, item_type, missing, at: particulars(compiled, one, plain[0]) }
    }
    return null
  }
  return ground.membership_types.flatMap(membership_type =>
    ground.item_types.flatMap(item_type => {
      let hole = firstHole(membership_type, item_type, plain)
      for (const opener of openers) {
        if (hole) break
        if (fits(opener.row, membership_type, item_type))
          hole = firstHole(membership_type, item_type, casesOf(compiled, ground, opener))
      }
      return hole ?? []
    }),
  )
}

/** What is particular about the case: what a row can name there, and the day when it is not the first one. */
const particulars = (
  compiled: CompiledRegulation,
  one: Case,
  plain: Case | undefined,
): RegulationSelectors => ({
  ...(one.branch_id === null || compiled.codes.branch_id.size === 0 ? {} : { branch_id: one.branch_id }),
  ...(one.shelf === null ? {} : { shelf: one.shelf }),
  ...(one.age === null ? {} : { age_band: { from: one.age, to: one.age } }),
  ...(one.item_age_days === null
    ? {}
    : { item_age_days: { from: one.item_age_days, to: one.item_age_days } }),
  ...(one.action === 'loan' ? {} : { action: one.action }),
  ...(one.on === plain?.on ? {} : { from_on: one.on }),
})

/**
 * Whether a draft may become active: no row that is wrong by itself, no two rows between which nothing decides,
 * and no pair of membership type and item type that is left without an answer. Everything that is wrong is
 * named, not only the first.
 */
export const validateRegulation = (rows: readonly RegulationRow[], ground: Ground): Validation => {
  const faults = rowFaults(rows, ground)
  // Days that are none and numbers that are not unique cannot be compiled; they are mended first.
  if (faults.some(({ code }) => code === 'day_unknown' || code === 'number_twice'))
    return { ok: false, faults, ties: [], holes: [] }
  const compiled = compileRegulation({ version_id: '0', name: '', rows }, ground.places)
  const ties = tiesOf(compiled)
  const holes = holesOf(compiled, ground)
  return { ok: faults.length + ties.length + holes.length === 0, faults, ties, holes }
}

/** The same in sentences, for the screen. */
export const sayValidation = (validation: Validation, language: Language, context: Context): string[] => {
  const words = wordsOf(language)
  return [
    ...validation.faults.map(({ code, row_no, what }) => {
      const dimension =
        code === 'range_reversed' ? words.dimension[what as keyof typeof words.dimension] : what
      return words.fault[code](row_no, dimension)
    }),
    ...validation.ties.map(({ a, b, keys }) =>
      words.tie({ a, b, keys: keys.map(key => words.valueName[key]) }),
    ),
    ...validation.holes.map(({ membership_type, item_type, at }) =>
      words.hole({
        membership: words.membershipType(membership_type, context.names),
        item: words.itemType(item_type, context.names),
        at: Object.keys(at).length > 0 ? words.selectors(at, context) : '',
      }),
    ),
  ]
}
