import { cleanText } from './clean-text.ts'
import { chooseEncoding, decodeBytes } from './encoding.ts'
import { named } from './mnemonics.ts'
import type { MarcFaultCode, MarcRead, MarcWarning, MarcWarningCode } from './read.ts'
import { BOOK_LEADER, isControlTag, type MarcField, type MarcRecord, type Subfield } from './record.ts'

/** The longest record that is taken. */
export const MAX_MNEMONIC_BYTES = 4_194_304

const [NEW_LINE, EQUALS] = [0x0a, 0x3d]
/** The byte order mark of UTF-8. */
const MARK = [0xef, 0xbb, 0xbf]
/** No line is so long; one that is goes on in parts, so that memory stays bounded. */
const MAX_LINE_BYTES = 1_048_576
const FIELD = /^=(.{3}) {0,2}(.*)$/s
const TAG = /^[0-9A-Za-z]{3}$/
/** `=LDR  ` stands before the leader, whose tenth position says whether the record is in Unicode (leader/09). */
const CLAIM_AT = 6 + 9
const UNICODE = 0x61

interface Reader {
  /** Lines of the record at hand, with their ends, and where it starts in the file. */
  lines: Uint8Array[]
  start: number
  /** How far lines were taken: from the start of the file. */
  offset: number
  index: number
  tooLong: boolean
  /** What is there of a line that is not whole yet, and whether it began before. */
  part: Uint8Array
  goesOn: boolean
}
type Warn = (code: MarcWarningCode, tag?: string) => void

/** Blanks are written as `\` where each position counts. */
const blanks = (text: string): string => text.replaceAll('\\', ' ')

function controlFieldOf(tag: string, text: string): MarcField | null {
  const value = cleanText(named(blanks(text)))
  return value === '' ? null : { tag, value }
}

function dataFieldOf(tag: string, text: string, warn: Warn): MarcField | null {
  const [indicators = '', ...parts] = text.split('$')
  if (parts.length === 0) {
    warn('subfields_missing', tag)
    const value = cleanText(named(text.slice(2)))
    return value === '' ? null : { tag, ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value }] }
  }
  if (indicators.length !== 2) warn('indicators_wrong', tag)
  const subfields: Subfield[] = []
  for (const part of parts) {
    const code = part[0]
    if (code === undefined) warn('subfield_without_code', tag)
    else subfields.push({ code, value: cleanText(named(part.slice(1))) })
  }
  const [ind1 = ' ', ind2 = ' '] = blanks(indicators)
  return subfields.length === 0 ? null : { tag, ind1, ind2, subfields }
}

/** The fields of a text: one may go on in lines that do not begin with `=`. */
function fieldLines(text: string): string[] {
  const all: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('=')) all.push(line)
    else if (line.trim() !== '') all.push(`${all.pop() ?? ''} ${line.trim()}`)
  }
  return all
}

function recordOf(text: string, warn: Warn): MarcRecord {
  const fields: MarcField[] = []
  let leader: string | null = null
  for (const line of fieldLines(text)) {
    const [, tag = '', said = ''] = FIELD.exec(line) ?? []
    if (tag === 'LDR' || tag === '000') leader ??= blanks(said).padEnd(24, ' ').slice(0, 24)
    else if (!TAG.test(tag)) warn('tag_wrong', tag)
    else {
      const field = isControlTag(tag) ? controlFieldOf(tag, said) : dataFieldOf(tag, said, warn)
      if (field === null) warn('field_empty', tag)
      else fields.push(field)
    }
  }
  if (leader === null) warn('leader_missing')
  return { leader: cleanText(leader ?? BOOK_LEADER), fields }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function parsed(bytes: Uint8Array): { record: MarcRecord; warnings: MarcWarning[] } {
  const warnings: MarcWarning[] = []
  const warn: Warn = (code, tag) => void warnings.push(tag === undefined ? { code } : { code, tag })
  const { encoding, warning } = chooseEncoding(bytes, bytes[CLAIM_AT] === UNICODE)
  if (warning !== undefined) warn(warning)
  const decoded = decodeBytes(bytes, encoding)
  if (decoded.warning !== undefined) warn(decoded.warning)
  return { record: recordOf(decoded.text, warn), warnings }
}

/** The record whose lines are at hand; nothing where they are blank. */
function taken(reader: Reader): MarcRead[] {
  const { start, offset, tooLong } = reader
  const bytes = joined(reader.lines)
  Object.assign(reader, { lines: [], start: offset, tooLong: false })
  const isRecord = tooLong || bytes[0] === EQUALS
  if (!isRecord && bytes.every(byte => byte <= 0x20)) return []
  if (isRecord) reader.index += 1
  const place = { position: start, index: reader.index, bytes: offset - start }
  const fault = (reason: MarcFaultCode, detail: string): MarcRead[] => [
    { ok: false, ...place, reason, detail },
  ]
  if (tooLong) return fault('too_long', `no end within ${MAX_MNEMONIC_BYTES} bytes`)
  if (!isRecord) return fault('no_record', 'these lines stand before a leader (=LDR)')
  const { record, warnings } = parsed(bytes)
  if (record.fields.length === 0) return fault('record_empty', 'a record without fields')
  return [{ ok: true, ...place, record, warnings }]
}

/** A record begins with its leader, `=LDR`, which some write as `=000`. */
const begins = (line: Uint8Array): boolean =>
  /^=(?:LDR|000)/.test(String.fromCharCode(...line.subarray(0, 4)))

function* takeLine(reader: Reader, read: Uint8Array): Generator<MarcRead> {
  const line = reader.offset === 0 && MARK.every((byte, at) => read[at] === byte) ? read.subarray(3) : read
  if (!reader.goesOn && begins(line)) yield* taken(reader)
  reader.offset += read.length
  const kept = reader.lines.reduce((sum, { length }) => sum + length, 0)
  if (kept + line.length > MAX_MNEMONIC_BYTES) Object.assign(reader, { lines: [], tooLong: true })
  else if (!reader.tooLong) reader.lines.push(line)
}

function* takeChunk(reader: Reader, chunk: Uint8Array): Generator<MarcRead> {
  let from = 0
  for (;;) {
    const end = chunk.indexOf(NEW_LINE, from)
    if (end < 0) break
    yield* takeLine(reader, joined([reader.part, chunk.subarray(from, end + 1)]))
    Object.assign(reader, { part: new Uint8Array(0), goesOn: false })
    from = end + 1
  }
  reader.part = joined([reader.part, chunk.subarray(from)])
  if (reader.part.length <= MAX_LINE_BYTES) return
  yield* takeLine(reader, reader.part)
  Object.assign(reader, { part: new Uint8Array(0), goesOn: true })
}

/**
 * Reads the mnemonic form of MARC (MARCMaker, MarcEdit: `.mrk`) as it streams in: a field a line, each record from its leader on. A
 * line that is no field costs itself alone. Never throws by itself; memory is bounded by `MAX_MNEMONIC_BYTES`.
 */
export async function* readMnemonic(source: AsyncIterable<Uint8Array>): AsyncGenerator<MarcRead> {
  const reader: Reader = {
    lines: [],
    start: 0,
    offset: 0,
    index: 0,
    tooLong: false,
    part: new Uint8Array(0),
    goesOn: false,
  }
  for await (const chunk of source) yield* takeChunk(reader, chunk)
  yield* takeLine(reader, reader.part)
  yield* taken(reader)
}
