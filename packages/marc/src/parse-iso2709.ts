/* oxlint-disable no-control-regex -- control characters are what these patterns look for */
import { chooseEncoding, decodeBytes, type Encoding } from './encoding.ts'
import { cleanText } from './clean-text.ts'
import type { MarcFaultCode, MarcWarning, MarcWarningCode } from './read.ts'
import { isControlTag, type MarcField, type MarcRecord, type Subfield } from './record.ts'

/** The leader is 24 positions; a directory entry is tag (3), length (4) and start (5). */
export const LEADER_LENGTH = 24
const ENTRY_LENGTH = 12
export const FIELD_TERMINATOR = 0x1e
export const RECORD_TERMINATOR = 0x1d

export type ParsedRecord =
  | { ok: true; record: MarcRecord; warnings: MarcWarning[] }
  | { ok: false; reason: MarcFaultCode; detail: string }

type Entry = { tag: string; length: number; start: number }
type Layout = { leader: string; entries: Entry[]; exact: boolean; base: number; end: number }
/** A stretch of the data area between two field terminators, offsets from the base address. */
type Stretch = { start: number; end: number }
/** Which stretches a directory entry covers: usually one. */
type Span = { tag: string; first: number; last: number }

const TAG = /^[!-~]{3}$/
/** What no field may hold, the subfield delimiter (1F) excepted; see `cleanText`. */
const CONTROLS = /[\0-\x1e\x7f\ufffe\uffff]/
const ASCII_ONLY = /^[\0-\x7f]*$/
const DELIMITER = '\x1f'
const TERMINATOR = '\x1e'

/** The value of ASCII digits, or -1 when a byte is no digit. */
export function digits(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let index = at; index < at + length; index += 1) {
    const digit = (bytes[index] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let index = from; index < to; index += 1) {
    const byte = bytes[index] ?? 0
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ' '
  }
  return text
}

function hasOddByte(bytes: Uint8Array, to: number): boolean {
  for (let index = 0; index < to; index += 1) {
    const byte = bytes[index] ?? 0
    if (byte < 0x20 || byte >= 0x7f) return true
  }
  return false
}

/** Where the data area starts, by leader/12-16 if that is true, else behind the first field terminator; -1 if none. */
function findBase(bytes: Uint8Array, end: number): { base: number; declared: boolean } {
  const base = digits(bytes, 12, 5)
  const fits = base > LEADER_LENGTH && base <= end && (base - 1 - LEADER_LENGTH) % ENTRY_LENGTH === 0
  if (fits && bytes[base - 1] === FIELD_TERMINATOR) return { base, declared: true }
  const terminator = bytes.indexOf(FIELD_TERMINATOR, LEADER_LENGTH)
  return { base: terminator < 0 || terminator >= end ? -1 : terminator + 1, declared: false }
}

function readEntries(bytes: Uint8Array, base: number): { entries: Entry[]; exact: boolean } {
  const entries: Entry[] = []
  let at = LEADER_LENGTH
  for (; at + ENTRY_LENGTH < base; at += ENTRY_LENGTH) {
    entries.push({
      tag: asciiText(bytes, at, at + 3),
      length: digits(bytes, at + 3, 4),
      start: digits(bytes, at + 7, 5),
    })
  }
  return { entries, exact: at + 1 === base }
}

function splitStretches(bytes: Uint8Array, base: number, end: number): Stretch[] {
  const stretches: Stretch[] = []
  let start = base
  while (start < end) {
    const found = bytes.indexOf(FIELD_TERMINATOR, start)
    const stop = found < 0 || found >= end ? end : found
    stretches.push({ start: start - base, end: stop - base })
    start = stop + 1
  }
  return stretches
}

/** The spans that the directory gives, or undefined as soon as one entry does not meet the terminators. */
function spansByDirectory(entries: Entry[], stretches: Stretch[]): Span[] | undefined {
  const spans: Span[] = []
  let byStart: Map<number, number> | undefined
  let byEnd: Map<number, number> | undefined
  let next = 0
  let covered = 0
  for (const { tag, length, start } of entries) {
    let first: number | undefined = next
    if (stretches[first]?.start !== start) {
      byStart ??= new Map(stretches.map((stretch, index) => [stretch.start, index]))
      first = byStart.get(start)
    }
    let last = first
    if (first === undefined || stretches[first]?.end !== start + length - 1) {
      byEnd ??= new Map(stretches.map((stretch, index) => [stretch.end, index]))
      last = byEnd.get(start + length - 1)
    }
    if (first === undefined || last === undefined || last < first) return undefined
    covered += last - first + 1
    if (covered > stretches.length) return undefined
    spans.push({ tag, first, last })
    next = last + 1
  }
  return spans
}

/**
 * Matches tags to texts. When lengths or starts are wrong (counted in characters instead of bytes, over 9,999,
 * no digits) but there are as many entries as texts, the order of the starts, or of the directory, decides.
 */
function matchSpans(layout: Layout, stretches: Stretch[]): { spans: Span[]; mended: boolean } | undefined {
  const { entries, exact } = layout
  const spans = exact ? spansByDirectory(entries, stretches) : undefined
  if (spans !== undefined) return { spans, mended: false }
  if (entries.length !== stretches.length) return undefined
  const starts = new Set(entries.map(entry => entry.start))
  const ordered =
    starts.size === entries.length && !starts.has(-1)
      ? entries.toSorted((a, b) => a.start - b.start)
      : entries
  const spanOf = new Map(ordered.map((entry, index) => [entry, index]))
  return {
    spans: entries.map(entry => ({
      tag: entry.tag,
      first: spanOf.get(entry) ?? 0,
      last: spanOf.get(entry) ?? 0,
    })),
    mended: true,
  }
}

type Warn = (code: MarcWarningCode, tag?: string) => void

/** Cuts subfields at the delimiters of a decoded data field; the part before the first holds the indicators. */
function parseDataField(tag: string, text: string, warn: Warn): MarcField {
  const parts = text.split(DELIMITER)
  const indicators = parts[0] ?? ''
  if (parts.length === 1) {
    warn('subfields_missing', tag)
    const value = cleanText(/^[0-9a-z ]{2}/.test(text) ? text.slice(2) : text)
    return { tag, ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value }] }
  }
  if (indicators.length !== 2) warn('indicators_wrong', tag)
  const subfields: Subfield[] = []
  for (let index = 1; index < parts.length; index += 1) {
    const part = parts[index] ?? ''
    if (part === '') warn('subfield_without_code', tag)
    else subfields.push({ code: part[0] ?? '', value: part.slice(1) })
  }
  return { tag, ind1: indicators[0] ?? ' ', ind2: indicators[1] ?? ' ', subfields }
}

function parseControlField(tag: string, text: string, warn: Warn): MarcField {
  if (!text.includes(DELIMITER)) return { tag, value: text }
  warn('indicators_wrong', tag)
  return { tag, value: text.slice(text.indexOf(DELIMITER)).replaceAll(/\x1f.?/gs, '') }
}

function cleanField(field: MarcField): MarcField {
  if ('value' in field) return { tag: field.tag, value: cleanText(field.value) }
  return {
    tag: field.tag,
    ind1: cleanText(field.ind1) || ' ',
    ind2: cleanText(field.ind2) || ' ',
    subfields: field.subfields
      .map(({ code, value }) => ({ code: cleanText(code), value: cleanText(value) }))
      .filter(part => part.code !== ''),
  }
}

/** Decodes the stretches one by one only where MARC-8 asks it; else the whole area at once, which is quicker. */
function decodeStretches(
  bytes: Uint8Array,
  layout: Layout,
  stretches: Stretch[],
  encoding: Encoding,
): { texts: string[]; warnings: MarcWarningCode[] } {
  if (encoding !== 'marc8') {
    const { text } = decodeBytes(bytes.subarray(layout.base, layout.end), encoding)
    return { texts: text.split(TERMINATOR), warnings: [] }
  }
  const found = new Set<MarcWarningCode>()
  const texts = stretches.map(({ start, end }) => {
    const { text, warning } = decodeBytes(bytes.subarray(layout.base + start, layout.base + end), encoding)
    if (warning !== undefined) found.add(warning)
    return text
  })
  return { texts, warnings: [...found] }
}

/** Whether the text is in normal form C already, as nearly all is; ASCII cannot be otherwise. */
function isComposed(text: string): boolean {
  return ASCII_ONLY.test(text) || text.normalize('NFC') === text
}

function buildFields(spans: Span[], texts: string[], warn: Warn): MarcField[] {
  const fields: MarcField[] = []
  for (const { tag, first, last } of spans) {
    if (!TAG.test(tag)) {
      warn('tag_wrong', tag)
      continue
    }
    if (last > first) warn('terminator_inside', tag)
    const text = last === first ? (texts[first] ?? '') : texts.slice(first, last + 1).join(' ')
    const isControl = isControlTag(tag)
    if (text === '') {
      warn('field_empty', tag)
      continue
    }
    const field = isControl ? parseControlField(tag, text, warn) : parseDataField(tag, text, warn)
    const controls = CONTROLS.test(text)
    if (controls) warn('control_characters', tag)
    fields.push(controls || !isComposed(text) ? cleanField(field) : field)
  }
  return fields
}

/** Where leader, directory and data area lie, or why that cannot be told. */
function layOut(bytes: Uint8Array, warn: Warn): Layout | { reason: MarcFaultCode; detail: string } {
  const terminated = bytes[bytes.length - 1] === RECORD_TERMINATOR
  const end = terminated ? bytes.length - 1 : bytes.length
  if (end < LEADER_LENGTH)
    return { reason: 'truncated', detail: `only ${end} of the 24 positions of a leader` }
  if (hasOddByte(bytes, LEADER_LENGTH)) warn('leader_mended')
  const { base, declared } = findBase(bytes, end)
  if (base < 0) {
    const reason = terminated ? 'directory_missing' : 'truncated'
    return { reason, detail: 'no field terminator ends the directory' }
  }
  if (!declared) warn('base_wrong')
  if (!terminated) warn('terminator_missing')
  if (!terminated && bytes[end - 1] !== FIELD_TERMINATOR)
    return { reason: 'truncated', detail: 'the last field does not end' }
  return { leader: asciiText(bytes, 0, LEADER_LENGTH), ...readEntries(bytes, base), base, end }
}

/** A mended match is believed only if control fields have no subfields and data fields have some. */
function contradictions(spans: Span[], texts: string[]): number {
  return spans.filter(({ tag, first }) => isControlTag(tag) === (texts[first] ?? '').includes(DELIMITER))
    .length
}

/**
 * Takes one record of ISO 2709 apart (Record Structure, "Leader", "Directory", "Variable fields"). `bytes` is
 * the record as framed, its terminator (1D) included when it has one. Repairs what can be repaired without
 * guessing at which text belongs to which tag, and says so; else answers why not. Never throws.
 */
export function parseIso2709(bytes: Uint8Array): ParsedRecord {
  const warnings: MarcWarning[] = []
  const warn: Warn = (code, tag) => {
    warnings.push(tag === undefined ? { code } : { code, tag })
  }
  const layout = layOut(bytes, warn)
  if ('reason' in layout) return { ok: false, ...layout }
  const { base, end } = layout
  const stretches = splitStretches(bytes, base, end)
  const match = matchSpans(layout, stretches)
  if (match === undefined) {
    const detail = `${layout.entries.length} directory entries do not fit ${stretches.length} fields`
    return { ok: false, reason: 'directory_broken', detail }
  }
  const { encoding, warning } = chooseEncoding(bytes.subarray(base, end), bytes[9] === 0x61)
  if (warning !== undefined) warn(warning)
  const { texts, warnings: decodingWarnings } = decodeStretches(bytes, layout, stretches, encoding)
  for (const code of decodingWarnings) warn(code)
  if (match.mended) {
    warn('directory_mended')
    const wrong = contradictions(match.spans, texts)
    if (wrong > 0 && wrong * 5 > match.spans.length) {
      return {
        ok: false,
        reason: 'directory_broken',
        detail: `${wrong} fields are not of the kind of their tag`,
      }
    }
  }
  const covered = match.spans.reduce((sum, span) => sum + span.last - span.first + 1, 0)
  if (covered < stretches.length) warn('field_unlisted')
  return {
    ok: true,
    record: { leader: layout.leader, fields: buildFields(match.spans, texts, warn) },
    warnings,
  }
}
