import type { Described } from '../../../base/catalogue/data-map.ts'

const MB = 1024 * 1024
/** Written anew within a second or so, in which whoever wants the table waits. */
const EACH_NIGHT = 64 * MB
/** Written anew within a minute or two: in the night to Sunday, when hardly anybody does. */
const EACH_WEEK = 4096 * MB

/** What says something of people by itself; ids and days do not. */
const words: readonly Described['category'][] = [
  'identity',
  'contact',
  'characteristic',
  'preference',
  'library',
  'note',
  'national_number',
]
/** Tables in whose pages people's own words stand. */
export const wordedTables = (map: readonly Described[]): string[] =>
  [...new Set(map.filter(one => words.includes(one.category)).map(one => one.table))].toSorted()

/** Whether a table is written anew tonight. One that is larger than all bounds waits for its operator. */
export const isDue = (bytes: number, weekday: number): boolean =>
  bytes <= EACH_NIGHT || (bytes <= EACH_WEEK && weekday === 7)
