import { saveCsv } from '../base/csv.ts'

/** What stands on a list, as a spreadsheet. */
export const csvList = (name: string, heads: readonly string[], rows: readonly (readonly string[])[]): void =>
  saveCsv(`${name}.csv`, [heads, ...rows])
