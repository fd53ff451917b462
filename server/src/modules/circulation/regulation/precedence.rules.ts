import type { RegulationRow, RegulationSelectors } from '@kaft/contract/regulation'
import { daysBetween } from '../../../base/dates.ts'

/*
 * Nederlands: van de regels die gelden, wint de regel die het eerst in deze rij iets noemt wat de andere niet
 * noemt — materiaalsoort, lidmaatschap, soort kaart, leeftijd, plaats, vestiging, vestigingsgroep, ouderdom,
 * handeling, periode — en noemen ze hetzelfde, dan wint de nauwste leeftijd, ouderdom of periode.
 *
 * English: of the rows that hold, that row wins which first in this order names something that the other does
 * not — item type, membership type, card type, age, shelf, branch, group of branches, item age, action, dates —
 * and where they name the same, the narrower age, item age or range of dates wins.
 */

/** What a row can name, the weightiest first. Dates are one thing, whether a row names an end, both, or a season. */
export const precedence = [
  'item_type',
  'membership_type',
  'card_type',
  'age_band',
  'shelf',
  'branch_id',
  'branch_group',
  'item_age_days',
  'action',
  'dates',
] as const
export type Dimension = (typeof precedence)[number]

/** What is compared by equality; the others are ranges. */
export const exactDimensions = [
  'item_type',
  'membership_type',
  'card_type',
  'shelf',
  'branch_id',
  'branch_group',
  'action',
] as const
export type ExactDimension = (typeof exactDimensions)[number]

/** From and up to, both included. Days are compared as text, numbers as numbers. */
export interface Range<T> {
  readonly from: T
  readonly to: T
}

const firstDay = '0000-00-00'
const lastDay = '9999-99-99'

/** A row made ready for matching: its weight is one number, its ranges are closed, null where it names none. */
export interface CompiledRow {
  readonly row: RegulationRow
  readonly row_no: number
  /** One bit for each dimension that the row names, the weightiest highest: the higher number wins. */
  readonly mask: number
  readonly age: Range<number> | null
  readonly item_age: Range<number> | null
  readonly dates: Range<string> | null
  /** Days of each year, `MM-DD`; when `from` is the later one, the season passes the end of the year. */
  readonly season: Range<string> | null
}

/** Whether a day lies in a season. */
export const inSeason = (season: Range<string> | null, day: string): boolean => {
  if (season === null) return true
  const at = day.slice(5)
  return season.from <= season.to
    ? season.from <= at && at <= season.to
    : at >= season.from || at <= season.to
}

/** A season as stretches that do not pass the end of the year. */
export const stretchesOf = (season: Range<string>): readonly Range<string>[] =>
  season.from <= season.to
    ? [season]
    : [
        { from: season.from, to: '12-31' },
        { from: '01-01', to: season.to },
      ]

/** Whether a row names this; an empty band names nothing. */
export const names = (selectors: RegulationSelectors, dimension: Dimension): boolean => {
  if (dimension === 'dates')
    return [selectors.from_on, selectors.until_on, selectors.season].some(named => named !== undefined)
  if (dimension === 'age_band' || dimension === 'item_age_days') {
    const band = selectors[dimension]
    return band?.from !== undefined || band?.to !== undefined
  }
  return selectors[dimension] !== undefined
}

const bandOf = (
  selectors: RegulationSelectors,
  dimension: 'age_band' | 'item_age_days',
): Range<number> | null => {
  const band = selectors[dimension]
  return names(selectors, dimension)
    ? { from: band?.from ?? 0, to: band?.to ?? Number.MAX_SAFE_INTEGER }
    : null
}

export const compileRow = (row: RegulationRow): CompiledRow => {
  const { selectors } = row
  const dated = selectors.from_on !== undefined || selectors.until_on !== undefined
  return {
    row,
    row_no: row.row_no,
    mask: precedence.reduce((mask, dimension) => mask * 2 + (names(selectors, dimension) ? 1 : 0), 0),
    age: bandOf(selectors, 'age_band'),
    item_age: bandOf(selectors, 'item_age_days'),
    dates: dated ? { from: selectors.from_on ?? firstDay, to: selectors.until_on ?? lastDay } : null,
    season: selectors.season ?? null,
  }
}

const width = (range: Range<number> | null): number =>
  range ? range.to - range.from : Number.POSITIVE_INFINITY
const openEnd = 10_000_000

/** Days from end to end. Open at one side is wider than any closed range, open at both (unnamed) is widest. */
const rangeWidth = (dates: Range<string> | null): number => {
  if (dates === null) return 2 * openEnd
  if (dates.from === firstDay || dates.to === lastDay) return openEnd
  return daysBetween(dates.from, dates.to)
}

/** Days of a season, in a leap year. */
const seasonWidth = (season: Range<string> | null): number => {
  if (season === null) return 2 * openEnd
  const year = season.from <= season.to ? '2028' : '2029'
  return daysBetween(dayIn('2028', season.from), dayIn(year, season.to))
}
/** A day of that year; one that the year lacks, such as 30 February, counts as the month's end. */
const dayIn = (year: string, at: string): string =>
  Temporal.PlainDate.from(
    { year: Number(year), month: Number(at.slice(0, 2)), day: Number(at.slice(3)) },
    { overflow: 'constrain' },
  ).toString()

/** A row holds only on days that both its range and its season have. */
const dateWidth = ({ dates, season }: CompiledRow): number => Math.min(rangeWidth(dates), seasonWidth(season))

/** Where two rows differ in weight: the dimension that decides, or null when they are equally precise. */
export const decidingDimension = (winner: CompiledRow, loser: CompiledRow): Dimension | null => {
  for (const [at, dimension] of precedence.entries()) {
    const bit = 2 ** (precedence.length - 1 - at)
    if ((winner.mask & bit) !== (loser.mask & bit)) return dimension
  }
  if (width(winner.age) !== width(loser.age)) return 'age_band'
  if (width(winner.item_age) !== width(loser.item_age)) return 'item_age_days'
  return dateWidth(winner) !== dateWidth(loser) ? 'dates' : null
}

/** Infinite minus infinite is no number, so equal widths are told first. */
const difference = (a: number, b: number): number => (a === b ? 0 : a - b)

/**
 * Order of two rows: negative when `a` is more precise and so comes first, 0 when they are equally precise.
 * Within a version that was activated no two rows that can meet are equal (`validate.rules.ts`).
 */
export const comparePrecision = (a: CompiledRow, b: CompiledRow): number =>
  b.mask - a.mask ||
  difference(width(a.age), width(b.age)) ||
  difference(width(a.item_age), width(b.item_age)) ||
  dateWidth(a) - dateWidth(b)
