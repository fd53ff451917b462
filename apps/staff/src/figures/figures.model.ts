import type { Figure, FigureKind, FigurePart, HiddenBecause } from '@kaft/contract/figures'

/** Columns of a group: everybody, and the two groups of ages; who has no age only where there is anybody. */
export const partsOf = (kind: FigureKind, rows: readonly Figure[]): readonly FigurePart[] =>
  kind === 'items'
    ? ['all']
    : rows.some(row => row.kind === kind && row.part === 'unknown' && row.n !== 0)
      ? ['all', 'youth', 'adult', 'unknown']
      : ['all', 'youth', 'adult']

export type Cell = { readonly n: number } | { readonly hidden: HiddenBecause } | null
/** What stands in one cell; null where nothing was counted. */
export const cellOf = (
  rows: readonly Figure[],
  at: { readonly month: string; readonly kind: FigureKind; readonly part: FigurePart },
): Cell => {
  const found = rows.find(row => row.month === at.month && row.kind === at.kind && row.part === at.part)
  if (found) return found.hidden === null ? { n: found.n ?? 0 } : { hidden: found.hidden }
  // A part without a row beside a total that has one is nobody.
  return at.part !== 'all' && rows.some(row => row.month === at.month && row.kind === at.kind)
    ? { n: 0 }
    : null
}

const shift = (month: string, by: number): string => {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** Months from the newest to the oldest. */
export const monthsOf = (from: string, until: string): string[] => {
  const months: string[] = []
  for (let month = until; month >= from; month = shift(month, -1)) months.push(month)
  return months
}

export interface Span {
  readonly from: string
  readonly until: string
}
export const YEARS = 5
/** The last thirteen months, so that this month stands beside the one of a year ago; or a calendar year. */
export const spanOf = (choice: string, running: string): Span =>
  choice === 'last'
    ? { from: shift(running, -12), until: running }
    : { from: `${choice}-01`, until: [`${choice}-12`, running].toSorted()[0] ?? running }
export const yearsUntil = (running: string): string[] =>
  Array.from({ length: YEARS }, (_, no) => String(Number(running.slice(0, 4)) - no))

/** What flows adds up over months; members and items do not, and readers of two months may be the same. */
export const addsUp = (kind: FigureKind): boolean =>
  kind === 'loans' || kind === 'renewals' || kind === 'holds'

/** Why cells of the table are hidden, in one order. */
export const reasonsIn = (rows: readonly Figure[], kind: FigureKind): HiddenBecause[] =>
  (['few_readers', 'few_libraries', 'difference'] as const).filter(why =>
    rows.some(row => row.kind === kind && row.hidden === why),
  )
