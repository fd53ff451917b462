import { EACC_TEXT } from './eacc-table.ts'
import { EACC_SET, SINGLE_BYTE_SETS } from './marc8-tables.ts'

/**
 * Decoded text, with what could not be read: `unknown` codes that no table has (each is
 * U+FFFD in the text, or an escape sequence to an unknown set) and `dangling` diacritics that precede no letter.
 */
export type Marc8Text = { text: string; unknown: number; dangling: number }

type Glyph = { text: string; combining: boolean }
type CodeSet = { width: 1; glyphs: (Glyph | undefined)[] } | { width: 3 }
type State = { g0: CodeSet; g1: CodeSet; marks: string; out: string; unknown: number; dangling: number }

const ESCAPE = 0x1b
const EACC: CodeSet = { width: 3 }
const MISSING = '\ufffd'
const MARK = /^\p{M}$/u
/** Arabic superscript alef is a mark in Unicode but stands on its own in MARC-8 (code table 7, 74). */
const ARABIC_SUPERSCRIPT_ALEF = '\u0670'

const setsMade = new Map<string, CodeSet>()
let eaccMade: Map<number, string> | undefined

/** The non-sorting marks and the joiners are control codes that no escape sequence changes (ANSEL table). */
const HIGH_CONTROLS: Readonly<Record<number, string>> = {
  0x88: '\u0098',
  0x89: '\u009c',
  0x8d: '\u200d',
  0x8e: '\u200c',
}

/** The set that a final character designates, or undefined. */
function codeSet(final: string): CodeSet | undefined {
  if (final === EACC_SET) return EACC
  const made = setsMade.get(final)
  if (made !== undefined) return made
  const runs = Object.hasOwn(SINGLE_BYTE_SETS, final) ? SINGLE_BYTE_SETS[final] : undefined
  if (runs === undefined) return undefined
  const glyphs = Array.from<Glyph | undefined>({ length: 0x80 })
  for (const [first, characters] of runs) {
    let position = first
    for (const text of characters) {
      glyphs[position] = { text, combining: MARK.test(text) && text !== ARABIC_SUPERSCRIPT_ALEF }
      position += 1
    }
  }
  if (final === 'E') for (const secondHalf of [0x6c, 0x7b]) glyphs[secondHalf] = { text: '', combining: true }
  const set: CodeSet = { width: 1, glyphs }
  setsMade.set(final, set)
  return set
}

/** The characters of EACC by their 21-bit code. */
export function eaccTable(): ReadonlyMap<number, string> {
  if (eaccMade !== undefined) return eaccMade
  const table = new Map<number, string>()
  let code = 0
  let bytesRead = 0
  for (const character of EACC_TEXT) {
    const value = character.codePointAt(0) ?? 0
    if (value < 0x80) {
      code = bytesRead % 3 === 0 ? value : code * 0x80 + value
      bytesRead += 1
    } else {
      table.set(code, character)
      code += 1
    }
  }
  eaccMade = table
  return table
}

const ASCII_SET = codeSet('B') ?? EACC
const ANSEL_SET = codeSet('E') ?? EACC

/** Writes a character after which the diacritics that preceded it in MARC-8 follow, as Unicode has them. */
function emit(state: State, text: string): void {
  state.out += text
  if (state.marks !== '') {
    state.out += state.marks
    state.marks = ''
  }
}

function emitUnknown(state: State): void {
  state.unknown += 1
  emit(state, MISSING)
}

/** Ends a subfield or field: the default sets come back, and diacritics that wait for a letter stand alone. */
function endPart(state: State): void {
  if (state.marks !== '') {
    state.dangling += 1
    emit(state, '')
  }
  state.g0 = ASCII_SET
  state.g1 = ANSEL_SET
}

/** Obeys the escape sequence at `at` and answers where the text goes on ("Accessing alternate graphic sets"). */
function obeyEscape(state: State, bytes: Uint8Array, at: number, end: number): number {
  const byteAt = (index: number) => (index < end ? String.fromCharCode(bytes[index] ?? 0) : '')
  let index = at + 1
  const technique1 = byteAt(index)
  if (technique1 !== '' && 'gbps'.includes(technique1)) {
    state.g0 = codeSet(technique1) ?? state.g0
    return index + 1
  }
  if (byteAt(index) === '$') index += 1
  const intermediate = byteAt(index)
  const asG1 = intermediate === ')' || intermediate === '-'
  if (asG1 || intermediate === '(' || intermediate === ',') index += 1
  if (byteAt(index) === '!') index += 1
  const designated = codeSet(byteAt(index))
  if (designated === undefined) {
    state.unknown += 1
    return at + 1
  }
  if (asG1) state.g1 = designated
  else state.g0 = designated
  return index + 1
}

function readEacc(state: State, bytes: Uint8Array, at: number, end: number): number {
  if (at + 3 > end) {
    emitUnknown(state)
    return at + 1
  }
  let code = 0
  for (let index = at; index < at + 3; index += 1) {
    const byte = (bytes[index] ?? 0) & 0x7f
    if (byte < 0x20) {
      emitUnknown(state)
      return index
    }
    code = code * 0x80 + byte
  }
  const character = eaccTable().get(code)
  if (character === undefined) emitUnknown(state)
  else emit(state, character)
  return at + 3
}

function readGraphic(state: State, bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at] ?? 0
  const set = byte < 0x80 ? state.g0 : state.g1
  if (set.width === 3) return readEacc(state, bytes, at, end)
  const glyph = set.glyphs[byte & 0x7f]
  if (glyph === undefined) emitUnknown(state)
  else if (glyph.combining) state.marks += glyph.text
  else emit(state, glyph.text)
  return at + 1
}

/**
 * Decodes MARC-8 as `decodeMarc8` does, but leaves letters and diacritics apart. A reader that cuts the text at
 * delimiters needs it so: composed, a subfield that starts with a diacritic would change its own code.
 */
export function decodeMarc8Apart(bytes: Uint8Array, start = 0, end: number = bytes.length): Marc8Text {
  const state: State = { g0: ASCII_SET, g1: ANSEL_SET, marks: '', out: '', unknown: 0, dangling: 0 }
  let at = start
  while (at < end) {
    const byte = bytes[at] ?? 0
    if (byte === ESCAPE) at = obeyEscape(state, bytes, at, end)
    else if (byte > 0x20 && (byte < 0x80 || byte >= 0xa0)) at = readGraphic(state, bytes, at, end)
    else {
      if (byte < 0x20) endPart(state)
      const control = byte <= 0x20 ? String.fromCharCode(byte) : HIGH_CONTROLS[byte]
      if (control === undefined) emitUnknown(state)
      else emit(state, control)
      at += 1
    }
  }
  endPart(state)
  return { text: state.out, unknown: state.unknown, dangling: state.dangling }
}

/**
 * Decodes MARC-8 ("MARC 21 Specifications", Character Sets, MARC-8): all its sets, the diacritics that stand
 * before their letter put behind it, normal form C. Delimiters (1F) and terminators pass through and restore
 * the default sets, as the specification asks of each subfield. Never throws: what is in no table becomes
 * U+FFFD and is counted.
 */
export function decodeMarc8(bytes: Uint8Array, start = 0, end: number = bytes.length): Marc8Text {
  const decoded = decodeMarc8Apart(bytes, start, end)
  return { ...decoded, text: decoded.text.normalize('NFC') }
}
