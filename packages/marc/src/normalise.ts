/**
 * Standard numbers as people, scanners and records write them, brought to one form: ISBN (ISO 2108), ISSN
 * (ISO 3297), EAN-13 / GTIN (ISO/IEC 15420) and ISMN (ISO 10957). Nothing here throws; what is no valid number
 * is undefined.
 */

/** Hyphens of all kinds that stand in printed and pasted numbers. */
const DASHES = /[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g
const SPACES = /[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/g
const SEPARATORS = /[\s.-]/g

function digitSum(digits: string, weight: (index: number) => number): number {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1)
    sum += (digits.charCodeAt(index) - 48) * weight(index)
  return sum
}

/** The check digit behind twelve digits of an EAN-13: weights 1 and 3, modulo 10. */
export function eanCheckDigit(twelve: string): string {
  return String((10 - (digitSum(twelve, index => (index % 2 === 0 ? 1 : 3)) % 10)) % 10)
}

/** The check digit behind nine digits of an ISBN-10: weights 10 down to 2, modulo 11, ten written X. */
export function isbn10CheckDigit(nine: string): string {
  const check = (11 - (digitSum(nine, index => 10 - index) % 11)) % 11
  return check === 10 ? 'X' : String(check)
}

/** The check digit behind seven digits of an ISSN: weights 8 down to 2, modulo 11, ten written X. */
export function issnCheckDigit(seven: string): string {
  const check = (11 - (digitSum(seven, index => 8 - index) % 11)) % 11
  return check === 10 ? 'X' : String(check)
}

/** The characters that may belong to a number, from its first digit on, separators taken out. */
function compact(text: string): string {
  const plain = text
    .replace(DASHES, '-')
    .replace(SPACES, ' ')
    .replace(/\bISBN(?:-?1[03])?\b/i, ' ')
  return (/[0-9][0-9xX\s.-]*/.exec(plain)?.[0] ?? '').replace(SEPARATORS, '').toUpperCase()
}

function isEan13(digits: string): boolean {
  return /^\d{13}$/.test(digits) && eanCheckDigit(digits.slice(0, 12)) === digits[12]
}

function toIsbn13(digits: string): string | undefined {
  const book = digits.slice(0, 13)
  if (/^(?:978|979[1-9])/.test(book) && isEan13(book)) return book
  const old = digits.slice(0, 10)
  if (!/^\d{9}[\dX]$/.test(old) || isbn10CheckDigit(old.slice(0, 9)) !== old[9]) return undefined
  const twelve = `978${old.slice(0, 9)}`
  return twelve + eanCheckDigit(twelve)
}

/**
 * The ISBN-13 (13 digits, no hyphens) of the first number in a text: an ISBN-10 or ISBN-13 with or without
 * hyphens, spaces, an "ISBN" before or a binding and price behind. Undefined if its check digit is wrong.
 */
export function normaliseIsbn(text: string): string | undefined {
  return toIsbn13(compact(text))
}

/** The ISBN-10 of an ISBN-13 with prefix 978; the others have none. */
export function toIsbn10(isbn13: string): string | undefined {
  if (!isbn13.startsWith('978') || !isEan13(isbn13)) return undefined
  const nine = isbn13.slice(3, 12)
  return nine + isbn10CheckDigit(nine)
}

/** An ISSN as `1234-567X`, also out of the EAN-13 (prefix 977) on a magazine. */
export function normaliseIssn(text: string): string | undefined {
  const digits = compact(text.replace(/\bISSN(?:-L)?\b/i, ' '))
  const fromEan = digits.startsWith('977') && isEan13(digits.slice(0, 13))
  const seven = fromEan ? digits.slice(3, 10) : digits.slice(0, 7)
  if (!/^\d{7}$/.test(seven)) return undefined
  const check = issnCheckDigit(seven)
  if (!fromEan && (digits.length !== 8 || digits[7] !== check)) return undefined
  return `${seven.slice(0, 4)}-${seven.slice(4)}${check}`
}

/** An EAN-13; a twelve-digit UPC-A gets its leading zero. */
export function normaliseEan(text: string): string | undefined {
  const digits = compact(text)
  const padded = digits.length === 12 ? `0${digits}` : digits
  return isEan13(padded) ? padded : undefined
}

/** An ISMN as 13 digits (prefix 979-0); the older form with M is brought to it. */
export function normaliseIsmn(text: string): string | undefined {
  const plain = text
    .replace(DASHES, '-')
    .replace(SPACES, ' ')
    .replace(/\bISMN\b/i, ' ')
  const digits = (/[M0-9][0-9\s.-]*/i.exec(plain)?.[0] ?? '').replace(SEPARATORS, '').toUpperCase()
  const ean = digits.startsWith('M') ? `9790${digits.slice(1, 10)}` : digits
  return ean.startsWith('9790') && isEan13(ean) ? ean : undefined
}
