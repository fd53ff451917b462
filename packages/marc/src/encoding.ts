import { decodeMarc8Apart } from './marc8.ts'

/** What a stretch of bytes was taken for. `latin1` is Windows-1252, which holds ISO 8859-1. */
export type Encoding = 'ascii' | 'utf8' | 'marc8' | 'latin1'

/** Encoding faults that a reader reports beside the record. */
export type EncodingWarning =
  | 'utf8_unmarked'
  | 'utf8_claim_false'
  | 'utf8_invalid'
  | 'latin1_unmarked'
  | 'marc8_unknown'
  | 'marc8_dangling'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const windows1252 = new TextDecoder('windows-1252')
const ESCAPE = 0x1b

export function isAscii(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index += 1) if ((bytes[index] ?? 0) >= 0x80) return false
  return true
}

/** The length of the UTF-8 sequence that starts here, 0 when the bytes are none (RFC 3629, §4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  const second = bytes[at + 1] ?? 0
  const tail = (index: number) => ((bytes[index] ?? 0) & 0xc0) === 0x80
  if (first >= 0xc2 && first <= 0xdf) return tail(at + 1) ? 2 : 0
  if (first >= 0xe0 && first <= 0xef) {
    if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0
    return tail(at + 1) && tail(at + 2) ? 3 : 0
  }
  if (first >= 0xf0 && first <= 0xf4) {
    if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0
    return tail(at + 1) && tail(at + 2) && tail(at + 3) ? 4 : 0
  }
  return 0
}

/** Counts the well-formed sequences of UTF-8 beyond ASCII, and the bytes above 127 that belong to none. */
export function surveyUtf8(bytes: Uint8Array): { sequences: number; stray: number } {
  let sequences = 0
  let stray = 0
  let at = 0
  while (at < bytes.length) {
    if ((bytes[at] ?? 0) < 0x80) {
      at += 1
      continue
    }
    const length = sequenceLength(bytes, at)
    if (length > 0) sequences += 1
    else stray += 1
    at += length > 0 ? length : 1
  }
  return { sequences, stray }
}

/** Small letters over which a diacritic of ANSEL is commonly met; before others the byte is likelier Latin-1. */
const COMMON_BASES: Readonly<Record<number, string>> = {
  0xe0: 'aeiouy',
  0xe1: 'aeiou',
  0xe2: 'aeiouycnszrl',
  0xe3: 'aeiouwycghjs',
  0xe4: 'naoiu',
  0xe5: 'aeiouy',
  0xe6: 'aeioug',
  0xe7: 'zegcnmah',
  0xe8: 'aeiouy',
  0xe9: 'cszrnedt',
  0xea: 'au',
  0xee: 'ou',
  0xef: 'mn',
  0xf0: 'cstgklnr',
  0xf1: 'aeio',
  0xf2: 'hstdzlmnraeiou',
  0xf7: 'st',
}
/** Carons over these are as common as a Latin-1 é before them: they say nothing. */
const AMBIGUOUS_AFTER_E9 = 'rnedt'
/** Second halves that must follow a ligature or double tilde within a few bytes. */
const SECOND_HALF: Readonly<Record<number, number>> = { 0xeb: 0xec, 0xfa: 0xfb }

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}

/** How much one ANSEL diacritic speaks for MARC-8 (above zero) or for Latin-1 (below zero). */
function weighDiacritic(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0
  const next = bytes[at + 1] ?? 0
  const secondHalf = SECOND_HALF[byte]
  if (secondHalf !== undefined) {
    return bytes.subarray(at + 1, at + 6).includes(secondHalf) ? 2 : -2
  }
  if (next >= 0xe0 && next !== byte) return 0
  if (next > 0xa0 && next < 0xc0) return 1
  if (!isLetter(next)) return -2
  // These bytes are small letters in Latin-1, and no capital follows a small letter.
  if (next <= 0x5a) return 1
  if (byte === 0xec || byte === 0xfb || byte === 0xed) return 0
  const base = String.fromCharCode(next)
  if (byte === 0xe9 && AMBIGUOUS_AFTER_E9.includes(base)) return 0
  return COMMON_BASES[byte]?.includes(base) === true ? 1 : -1
}

function weighByte(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] ?? 0
  if (byte < 0x80) return 0
  if (byte >= 0xe0) return byte === 0xfc || byte === 0xfd || byte === 0xff ? -2 : weighDiacritic(bytes, at)
  if (byte >= 0xc9 || byte === 0xa0) return -2
  if (byte < 0xa0) return byte === 0x88 || byte === 0x89 || byte === 0x8d || byte === 0x8e ? 0 : -1
  return byte <= 0xbd && isLetter(bytes[at - 1] ?? 0) && isLetter(bytes[at + 1] ?? 0) ? 1 : 0
}

/**
 * Tells MARC-8 from Latin-1 in bytes that are not UTF-8. MARC-8 is what a blank leader/09 promises, so it is
 * given up only when more speaks against it than for it: codes that ANSEL leaves empty, diacritics before
 * what is no letter, halves of a ligature without the other half.
 */
export function guessEightBit(bytes: Uint8Array): 'marc8' | 'latin1' {
  if (bytes.includes(ESCAPE)) return 'marc8'
  let weight = 0
  for (let index = 0; index < bytes.length; index += 1) weight += weighByte(bytes, index)
  return weight < 0 ? 'latin1' : 'marc8'
}

export type EncodingChoice = { encoding: Encoding; warning?: EncodingWarning }

/**
 * Chooses the encoding of a record's bytes. Leader/09 says `a` for Unicode and blank for MARC-8, and both are
 * often untrue: UTF-8 under a blank is recognised by its sequences, Latin-1 by what would be nonsense in
 * MARC-8. A few broken sequences among good ones stay UTF-8 and are replaced by U+FFFD.
 */
export function chooseEncoding(bytes: Uint8Array, claimsUnicode: boolean): EncodingChoice {
  if (isAscii(bytes)) {
    return bytes.includes(ESCAPE) && !claimsUnicode ? { encoding: 'marc8' } : { encoding: 'ascii' }
  }
  const { sequences, stray } = surveyUtf8(bytes)
  if (stray === 0)
    return claimsUnicode ? { encoding: 'utf8' } : { encoding: 'utf8', warning: 'utf8_unmarked' }
  if (sequences > stray) return { encoding: 'utf8', warning: 'utf8_invalid' }
  const encoding = guessEightBit(bytes)
  if (claimsUnicode) return { encoding, warning: 'utf8_claim_false' }
  return encoding === 'latin1' ? { encoding, warning: 'latin1_unmarked' } : { encoding }
}

export type DecodedText = { text: string; warning?: EncodingWarning }

/**
 * Decodes bytes as chosen. Delimiters and terminators stay where they are, and nothing is composed yet: that must
 * wait until the text is cut, lest a diacritic at the start of a subfield melts into its code.
 */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding): DecodedText {
  if (encoding === 'ascii') return { text: utf8.decode(bytes) }
  if (encoding === 'utf8') return { text: utf8.decode(bytes) }
  if (encoding === 'latin1') return { text: windows1252.decode(bytes) }
  const { text, unknown, dangling } = decodeMarc8Apart(bytes)
  if (unknown > 0) return { text, warning: 'marc8_unknown' }
  return dangling > 0 ? { text, warning: 'marc8_dangling' } : { text }
}
