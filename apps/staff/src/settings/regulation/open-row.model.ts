import type { RegulationRow } from '@kaft/contract/regulation'

/** The row in the form, and the one that was asked for while it held what was not saved. */
export interface Opened {
  readonly row: RegulationRow | null
  readonly wanted: RegulationRow | null
}
export const nothingOpen: Opened = { row: null, wanted: null }

const isSame = (a: RegulationRow, b: RegulationRow): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Another row: at once where nothing is lost by it, else it waits until somebody says so. */
export const opened = ({ row }: Opened, next: RegulationRow | null, unsaved: boolean): Opened =>
  row === null || next === null || !unsaved
    ? { row: next, wanted: null }
    : { row, wanted: isSame(row, next) ? null : next }

/** The row was saved or let go: the one that waited is next. */
export const leftFor = (wanted: RegulationRow | null): Opened => ({ row: wanted, wanted: null })
