import { cardNumberIsValid } from '@kaft/eid/card-number'
import { blindIndex, blindIndexes, type Keys } from '../../../base/keys.ts'

/** Another room than that of national numbers: the hash of one is never that of the other. */
const named = (digits: string): string => `eid card ${digits}`

const digitsOf = (text: string): string | null => {
  const digits = text.replace(/[\s.-]/g, '')
  return cardNumberIsValid(digits) ? digits : null
}

/** Under which code an identity card is kept: a keyed hash of its number, which stands nowhere else (P23). */
export const eidCode = (keys: Keys, card_number: string): string => blindIndex(keys, named(card_number))

/** The codes under which it may be found, one for each key while keys rotate; none for a text that is no card number. */
export function eidCodes(keys: Keys, text: string): string[] {
  const digits = digitsOf(text)
  return digits === null ? [] : blindIndexes(keys, named(digits))
}
