import type { Day } from '../dates.ts'

/*
 * What every letter of Kaft has, whatever it says: the day, and where its envelope goes.
 */
const months =
  'januari februari maart april mei juni juli augustus september oktober november december'.split(' ')
/** A day as a letter writes it: "9 december 2026". */
export const longDay = (day: Day): string =>
  `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

/** To whom a letter goes; of the address nothing need be known. */
export interface Addressed {
  readonly given_name: string
  readonly family_name: string
  readonly care_of: string | null
  readonly street: string | null
  readonly postcode: string | null
  readonly municipality: string | null
}
/** Where an envelope goes: the name, and the lines of the address that are there. */
export const envelope = (a: Addressed): string[] =>
  [
    `${a.given_name} ${a.family_name}`,
    ...(a.care_of ? [`p/a ${a.care_of}`] : []),
    a.street ?? '',
    [a.postcode, a.municipality].filter(Boolean).join(' '),
  ].filter(line => line.trim() !== '')
