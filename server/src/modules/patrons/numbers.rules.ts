import { isPartialDay, type PartialDay } from '../../base/dates.ts'

/** What a national number (rijksregisternummer), BIS number or number of the test register says of itself. */
export interface NationalNumber {
  /** Eleven digits, the one form in which it is indexed and encrypted. */
  readonly digits: string
  readonly kind: 'citizen' | 'bis' | 'test'
  /** As far as the number tells it; null where month or century is of no use. Never preferred to a date from a card. */
  readonly birth_on: PartialDay | null
  readonly gender: 'm' | 'f' | 'unknown'
}

/** Added to the month: BIS numbers given without known sex and with it, and the test register of MAGDA. */
const shifts = [
  { shift: 0, kind: 'citizen', sexed: true },
  { shift: 20, kind: 'bis', sexed: false },
  { shift: 40, kind: 'bis', sexed: true },
  { shift: 60, kind: 'test', sexed: true },
] as const

/** Check digits: 97 less the rest of the first nine digits; who was born from 2000 on counts with a 2 before them. */
const checkOf = (nine: number, century: 1900 | 2000): number =>
  97 - ((century === 2000 ? 2_000_000_000 + nine : nine) % 97)

const two = (n: number): string => String(n).padStart(2, '0')

/** Year, month and day as far as they are real: a month of zero is unknown, a day that the month lacks as well. */
function birthOf(year: number, month: number, day: number): PartialDay {
  const known = [`${year}-${two(month)}-${two(day)}`, `${year}-${two(month)}`].find(isPartialDay)
  return month === 0 ? String(year) : (known ?? String(year))
}

/**
 * Reads a number as typed or scanned: dots, dashes and spaces are dropped. Since 2 000 000 000 mod 97 is 68, no
 * number fits both centuries, so that the check digits tell the century.
 * @returns null when it is no such number: another length, a letter, a month that cannot be, wrong check digits
 */
export function readNumber(text: string): NationalNumber | null {
  const digits = text.replace(/[. -]/g, '')
  if (!/^[0-9]{11}$/.test(digits)) return null
  const part = (from: number, until: number): number => Number(digits.slice(from, until))
  const [yy, mm, dd, serial] = [part(0, 2), part(2, 4), part(4, 6), part(6, 9)] as const
  const nine = Number(digits.slice(0, 9))
  const century = ([1900, 2000] as const).find(c => checkOf(nine, c) === Number(digits.slice(9)))
  const shape = shifts.findLast(s => mm >= s.shift)
  if (!century || !shape || mm - shape.shift > 12 || serial < 1 || serial > 998) return null
  const gender = !shape.sexed ? 'unknown' : serial % 2 === 1 ? 'm' : 'f'
  return { digits, kind: shape.kind, gender, birth_on: birthOf(century + yy, mm - shape.shift, dd) }
}

/**
 * The number, or why it cannot be used here. Where test numbers are accepted nothing else is, so that no citizen's
 * number ends up in a demo; everywhere else a test number is no number.
 */
export function acceptNumber(
  text: string,
  testNumbers: boolean,
): NationalNumber | 'number_invalid' | 'number_test_only' {
  const number = readNumber(text)
  if (number === null) return 'number_invalid'
  if (testNumbers) return number.kind === 'test' ? number : 'number_test_only'
  return number.kind === 'test' ? 'number_invalid' : number
}

/** A number as screens show it: only the check digits, `••.••.••-•••.33`. */
export const maskedNumber = (digits: string): string => `••.••.••-•••.${digits.slice(-2)}`
