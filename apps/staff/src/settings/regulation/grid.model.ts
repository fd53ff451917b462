import type { OkOf } from '@kaft/contract/operation'
import type { RegulationRow } from '@kaft/contract/regulation'
import type { regulationGrid } from '@kaft/contract/regulations'
import type { VersionTexts } from './texts.ts'

export type Grid = OkOf<typeof regulationGrid>
export type Cell = Grid['cells'][number]

/** Where somebody stands in the grid. */
export interface Place {
  readonly row: number
  readonly column: number
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}
const within = (n: number, size: number): number => Math.max(0, Math.min(size - 1, n))

/** Where a key leads; the edge is a wall. Null when the key does not move. */
export const moved = (from: Place, key: string, size: { rows: number; columns: number }): Place | null => {
  if (key === 'Home') return { ...from, column: 0 }
  if (key === 'End') return { ...from, column: size.columns - 1 }
  const step = steps[key]
  if (step === undefined) return null
  return { row: within(from.row + step[0], size.rows), column: within(from.column + step[1], size.columns) }
}

export const cellAt = ({ cells, item_types }: Grid, { row, column }: Place): Cell | undefined =>
  cells[row * item_types.length + column]

/** "28 d · 2× · 20": the period, the renewals, the most at once. */
export const cellWords = (cell: Cell, t: VersionTexts): string => {
  if (cell.state === 'hole') return t.hole
  if (cell.state === 'not_loanable' || cell.period === null) return t.notLoanable
  const parts = [
    t.period[cell.period.unit](cell.period.n),
    t.times(cell.renewals),
    ...(cell.limit === null ? [] : [String(cell.limit)]),
  ]
  return parts.join(' · ')
}

/** The first free number. */
const nextNo = (rows: readonly RegulationRow[]): number => Math.max(0, ...rows.map(row => row.row_no)) + 1

/** The row that names just this pair: the one that stands, or a new one that still says nothing. */
export const rowOfCell = (rows: readonly RegulationRow[], cell: Cell): RegulationRow =>
  rows.find(row => row.row_no === cell.own_row_no) ?? {
    row_no: nextNo(rows),
    selectors: { membership_type: cell.membership_type, item_type: cell.item_type },
    values: {},
  }

/** All rows with one put in or replaced. */
export const withRow = (rows: readonly RegulationRow[], row: RegulationRow): readonly RegulationRow[] => [
  ...rows.filter(other => other.row_no !== row.row_no),
  row,
]

/** Takes what a cell's own row says over to the cell below; null when it has no row of its own. */
export const copiedDown = (
  rows: readonly RegulationRow[],
  from: Cell,
  to: Cell,
): readonly RegulationRow[] | null => {
  const own = rows.find(row => row.row_no === from.own_row_no)
  return own === undefined ? null : withRow(rows, { ...rowOfCell(rows, to), values: own.values })
}

/** A pair that is closed with one row: nothing of that kind is lent to them. */
export const madeNotLoanable = (rows: readonly RegulationRow[], cell: Cell): readonly RegulationRow[] => {
  const own = rowOfCell(rows, cell)
  return withRow(rows, { ...own, values: { ...own.values, loanable: false } })
}
