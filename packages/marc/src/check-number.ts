import {
  eanCheckDigit,
  isbn10CheckDigit,
  issnCheckDigit,
  normaliseEan,
  normaliseIsbn,
  normaliseIsmn,
  normaliseIssn,
} from './normalise.ts'

export type NumberKind = 'isbn' | 'issn' | 'ean' | 'ismn'

/** A number in its one form, or what is wrong with it: in length, in its signs, or in the last digit, and what that should be. */
export type CheckedNumber =
  | { ok: true; number: string }
  | { ok: false; reason: 'length' | 'characters' }
  | { ok: false; reason: 'check_digit'; expected: string }

const NORMALISE = { isbn: normaliseIsbn, issn: normaliseIssn, ean: normaliseEan, ismn: normaliseIsmn }

/** What a person typed, without the separators and the words that may stand before it. */
function bare(text: string): string {
  return text
    .replace(/^\s*(?:ISBN|ISSN|ISMN|EAN)(?:-?1[03]|-L)?\b:?/i, '')
    .replace(/[\s.\-\u00ad\u2010-\u2015\u2212]/gu, '')
    .toUpperCase()
}

function expectedOf(kind: NumberKind, digits: string): string | undefined {
  const body = digits.slice(0, -1)
  if (kind === 'issn' && digits.length === 8) return issnCheckDigit(body)
  if (kind === 'isbn' && digits.length === 10) return isbn10CheckDigit(body)
  if (kind === 'ismn' && digits.length === 10) return eanCheckDigit(`9790${body.slice(1)}`)
  if (kind === 'ean' && digits.length === 12) return eanCheckDigit(`0${body}`)
  return digits.length === 13 ? eanCheckDigit(body) : undefined
}

/**
 * Checks a standard number as someone typed or scanned it (ISO 2108, ISO 3297, ISO/IEC 15420, ISO 10957). Unlike the
 * reader of records it forgives nothing behind the number: a form has a field for the number alone.
 */
export function checkNumber(kind: NumberKind, text: string): CheckedNumber {
  const digits = bare(text)
  const shape = { isbn: /^(?:\d{9}[\dX]|\d+)$/, issn: /^(?:\d{7}[\dX]|\d+)$/, ean: /^\d+$/, ismn: /^M?\d+$/ }[
    kind
  ]
  if (!shape.test(digits)) return { ok: false, reason: 'characters' }
  const expected = expectedOf(kind, digits)
  if (expected === undefined) return { ok: false, reason: 'length' }
  if (digits.at(-1) !== expected) return { ok: false, reason: 'check_digit', expected }
  const number = NORMALISE[kind](digits)
  return number === undefined ? { ok: false, reason: 'characters' } : { ok: true, number }
}
