import type { Address } from '@kaft/contract'
import { addMonths, type Day } from '../../../base/dates.ts'
import { tidy } from '../fields.rules.ts'

/** The addresses as they are stored, or the code of what is wrong with them. */
export function tidyAddresses(
  asked: readonly Address[],
  today: Day,
): Address[] | 'invalid' | 'address_letters_once' {
  const optional = (text: string | null): string | null => (text === null ? null : tidy(text) || null)
  const rows = asked.map(one => ({
    ...one,
    care_of: optional(one.care_of),
    street: tidy(one.street),
    postcode: optional(one.postcode),
    municipality: tidy(one.municipality),
  }))
  if (rows.some(one => one.street === '' || one.municipality === '')) return 'invalid'
  if (rows.some(one => one.until !== null && one.until < today)) return 'invalid'
  return rows.filter(one => one.letters).length > 1 ? 'address_letters_once' : rows
}

/** Whether two are the same place, of the same kind; what it is used for may differ. */
export const sameAddress = (a: Address, b: Address): boolean =>
  (['kind', 'care_of', 'street', 'postcode', 'municipality'] as const).every(key => a[key] === b[key])

/** Whether the desk asks if e-mail and address are still right. With zero months it never does. */
export const isContactDue = (checked_on: Day, months: number, today: Day): boolean =>
  months > 0 && addMonths(checked_on, months) <= today
