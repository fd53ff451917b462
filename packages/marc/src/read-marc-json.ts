import { parseMarcJson } from './marc-json.ts'
import type { MarcRead } from './read.ts'

/** The longest record that is taken. */
export const MAX_JSON_BYTES = 4_194_304

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d]

interface Reader {
  /** Bytes from the start of the object at hand. */
  parts: Uint8Array[]
  kept: number
  depth: number
  inText: boolean
  escaped: boolean
  /** Of the object at hand, as file offset; -1 between two. */
  start: number
  offset: number
  index: number
  tooLong: boolean
}

const decoder = new TextDecoder()

/** A character may lie on the border of two chunks. */
const joined = (parts: readonly Uint8Array[]): string =>
  parts.map(part => decoder.decode(part, { stream: true })).join('') + decoder.decode()

function taken(reader: Reader, end: number): MarcRead {
  reader.index += 1
  const place = { position: reader.start, index: reader.index, bytes: end - reader.start }
  const text = joined(reader.parts)
  const tooLong = reader.tooLong
  Object.assign(reader, { parts: [], kept: 0, start: -1, tooLong: false })
  if (tooLong)
    return { ok: false, ...place, reason: 'too_long', detail: `no end within ${MAX_JSON_BYTES} bytes` }
  const read = parseMarcJson(text)
  if (!read.ok) return { ok: false, ...place, reason: 'not_well_formed', detail: read.detail }
  if (read.record.fields.length === 0)
    return { ok: false, ...place, reason: 'record_empty', detail: 'a record without fields' }
  return { ok: true, ...place, record: read.record, warnings: [] }
}

function keep(reader: Reader, bytes: Uint8Array): void {
  reader.kept += bytes.length
  if (reader.kept > MAX_JSON_BYTES) Object.assign(reader, { parts: [], tooLong: true })
  else reader.parts.push(bytes)
}

/** One byte of JSON: strings are passed over, braces are counted. @returns whether the object at hand ends here */
function step(reader: Reader, byte: number): boolean {
  if (reader.inText) {
    if (reader.escaped) reader.escaped = false
    else if (byte === BACKSLASH) reader.escaped = true
    else if (byte === QUOTE) reader.inText = false
    return false
  }
  if (byte === QUOTE) reader.inText = reader.depth > 0
  else if (byte === OPEN) reader.depth += 1
  else if (byte === CLOSE && reader.depth > 0) {
    reader.depth -= 1
    return reader.depth === 0
  }
  return false
}

function* takeChunk(reader: Reader, chunk: Uint8Array): Generator<MarcRead> {
  let from = 0
  for (let at = 0; at < chunk.length; at += 1) {
    if (reader.depth === 0 && chunk[at] === OPEN) {
      reader.start = reader.offset + at
      from = at
    }
    if (step(reader, chunk[at] ?? 0)) {
      keep(reader, chunk.subarray(from, at + 1))
      yield taken(reader, reader.offset + at + 1)
      from = at + 1
    }
  }
  if (reader.depth > 0) keep(reader, chunk.slice(from))
  reader.offset += chunk.length
}

/**
 * Reads MARC-in-JSON as it streams in: records one after the other, a line each or not, or in one list. Only braces
 * are counted, so what lies between records does not matter, and a record that is no JSON costs itself alone. Never
 * throws by itself; memory is bounded by `MAX_JSON_BYTES`.
 */
export async function* readMarcJson(source: AsyncIterable<Uint8Array>): AsyncGenerator<MarcRead> {
  const reader: Reader = {
    parts: [],
    kept: 0,
    depth: 0,
    inText: false,
    escaped: false,
    start: -1,
    offset: 0,
    index: 0,
    tooLong: false,
  }
  for await (const chunk of source) yield* takeChunk(reader, chunk)
  if (reader.depth === 0) return
  const { start, offset, index } = reader
  yield {
    ok: false,
    position: start,
    index: index + 1,
    reason: 'truncated',
    detail: 'the file ends within this record',
    bytes: offset - start,
  }
}
