import { digits, FIELD_TERMINATOR, LEADER_LENGTH, parseIso2709, RECORD_TERMINATOR } from './parse-iso2709.ts'
import type { MarcFaultCode, MarcRead, MarcWarning, MarcWarningCode } from './read.ts'

export { writeIso2709 } from './write-iso2709.ts'

/**
 * The longest record that is taken. The directory can address 99,999 bytes; files in use hold longer records
 * whose fields can still be matched by their terminators, so there is room for those.
 */
export const MAX_RECORD_BYTES = 1_048_576

/** Bytes behind a record's supposed end that are looked at to tell whether the next record starts there. */
const LOOK_AHEAD = 64

/** How much of a chunk is taken at a time, so that one huge chunk does not need a buffer as huge. */
const SLICE_BYTES = 262_144

type Reader = {
  bytes: Uint8Array
  /** Where unread bytes start and end in `bytes`, and the offset of `bytes[0]` in the file. */
  start: number
  end: number
  offset: number
  final: boolean
  /** No record terminator lies between `start` and here; -1 when that was not looked at. */
  noTerminatorBefore: number
  index: number
  /** The stretch that is being skipped, as file offset, and why. */
  skip: { from: number; reason: MarcFaultCode; detail: string } | undefined
}

type Cut =
  | { kind: 'record'; end: number; note?: MarcWarningCode }
  | { kind: 'skip'; tooLong: boolean }
  | { kind: 'more' }

function append(reader: Reader, chunk: Uint8Array): void {
  const kept = reader.end - reader.start
  if (reader.end + chunk.length > reader.bytes.length) {
    const room = kept + chunk.length
    const bytes = room * 2 > reader.bytes.length ? new Uint8Array(room * 2) : reader.bytes
    bytes.set(reader.bytes.subarray(reader.start, reader.end))
    reader.noTerminatorBefore = Math.max(0, reader.noTerminatorBefore - reader.start)
    reader.offset += reader.start
    reader.start = 0
    reader.end = kept
    reader.bytes = bytes
  }
  reader.bytes.set(chunk, reader.end)
  reader.end += chunk.length
}

function isDigits(bytes: Uint8Array, at: number): boolean {
  return digits(bytes, at, 5) >= 0
}

/**
 * How many of the four marks of a leader stand here: length, the two 2s of leader/10-11, base address, and the
 * entry map 45. Real leaders lack one or another, so none is asked for by itself.
 */
function leaderMarks(reader: Reader, at: number): number {
  const { bytes, end } = reader
  if (at + LEADER_LENGTH > end) return 0
  const blankLength = bytes[at] === 0x20 && bytes[at + 4] === 0x20
  return (
    (isDigits(bytes, at) || blankLength ? 1 : 0) +
    (bytes[at + 10] === 0x32 && bytes[at + 11] === 0x32 ? 1 : 0) +
    (isDigits(bytes, at + 12) ? 1 : 0) +
    (bytes[at + 20] === 0x34 && bytes[at + 21] === 0x35 ? 1 : 0)
  )
}

/**
 * A leader that leaves no doubt: all marks, letters for status and type (a directory is all digits), and a
 * directory that ends where its base address says.
 */
function isCertainLeader(reader: Reader, at: number): boolean {
  const { bytes, end } = reader
  if (bytes[at + 20] !== 0x34 || bytes[at + 21] !== 0x35 || leaderMarks(reader, at) < 4) return false
  if ((bytes[at + 5] ?? 0) < 0x61 || (bytes[at + 6] ?? 0) < 0x61) return false
  const base = digits(bytes, at + 12, 5)
  return base > LEADER_LENGTH && (at + base > end || bytes[at + base - 1] === FIELD_TERMINATOR)
}

function findCertainLeader(reader: Reader, from: number, to: number): number {
  const last = Math.min(to, reader.end) - LEADER_LENGTH
  for (let at = from; at <= last; at += 1) if (isCertainLeader(reader, at)) return at
  return -1
}

/** Whether too little is there to tell a leader, and more may come. */
function waitsForMore(reader: Reader): boolean {
  return !reader.final && reader.end - reader.start < LEADER_LENGTH
}

/** The byte order mark of UTF-8. */
function startsWithMark({ bytes, start, end }: Reader): boolean {
  return start + 3 <= end && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf
}

/** What stands between records without meaning: line ends, blanks, NUL, ^Z, stray terminators, a byte order mark. */
function skipPadding(reader: Reader): void {
  const { bytes, end } = reader
  while (reader.start < end) {
    const byte = bytes[reader.start] ?? 0
    if (byte === 0xef && startsWithMark(reader)) reader.start += 3
    else if (byte === 0x20 && (leaderMarks(reader, reader.start) >= 3 || waitsForMore(reader))) return
    else if (byte === 0x20 || byte === 0 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1a) reader.start += 1
    else if (byte === RECORD_TERMINATOR || byte === FIELD_TERMINATOR) reader.start += 1
    else return
  }
}

/** The next record terminator, -1 if none is in the buffer; what was looked at once is not looked at again. */
function findTerminator(reader: Reader): number {
  const from = Math.max(reader.start, reader.noTerminatorBefore)
  const found = reader.bytes.subarray(0, reader.end).indexOf(RECORD_TERMINATOR, from)
  reader.noTerminatorBefore = found < 0 ? reader.end : found
  return found
}

/** Whether a record, or nothing but padding to the end of what is known, follows at `at`. */
function boundaryAt(reader: Reader, at: number): boolean {
  const ahead: Reader = { ...reader, start: at }
  skipPadding(ahead)
  return ahead.start >= ahead.end || waitsForMore(ahead) || leaderMarks(ahead, ahead.start) >= 3
}

/** The record's end when the terminator comes before the length that the leader gives. */
function cutEarly(reader: Reader, terminator: number, declaredEnd: number): Cut {
  if (!reader.final && reader.end < declaredEnd + LOOK_AHEAD) return { kind: 'more' }
  const next = findCertainLeader(reader, reader.start + LEADER_LENGTH, terminator)
  if (next >= 0) return { kind: 'record', end: next }
  const inside =
    declaredEnd <= reader.end &&
    !boundaryAt(reader, terminator + 1) &&
    reader.bytes[declaredEnd - 1] === RECORD_TERMINATOR &&
    boundaryAt(reader, declaredEnd)
  return inside
    ? { kind: 'record', end: declaredEnd, note: 'terminator_inside' }
    : { kind: 'record', end: terminator + 1, note: 'length_wrong' }
}

/** The record's end when no terminator stands where the leader says: the next leader or the next terminator. */
function cutLate(reader: Reader, terminator: number): Cut {
  const limit = Math.min(terminator < 0 ? reader.end : terminator, reader.start + MAX_RECORD_BYTES)
  const next = findCertainLeader(reader, reader.start + LEADER_LENGTH, limit)
  if (next >= 0) return { kind: 'record', end: next }
  if (limit === terminator) return { kind: 'record', end: terminator + 1, note: 'length_wrong' }
  return limit === reader.end ? { kind: 'record', end: limit } : { kind: 'skip', tooLong: true }
}

/** Finds where the record that starts at `reader.start` ends. The length in the leader is a hint, no more. */
function cutRecord(reader: Reader): Cut {
  const marks = leaderMarks(reader, reader.start)
  if (marks < 2) return { kind: 'skip', tooLong: false }
  if (marks < 4) {
    if (!reader.final && reader.end - reader.start < 2 * LEADER_LENGTH) return { kind: 'more' }
    // A doubtful leader that overlaps a certain one is a few stray bytes before it.
    const overlapped = findCertainLeader(reader, reader.start + 1, reader.start + 2 * LEADER_LENGTH - 1)
    if (overlapped >= 0) return { kind: 'skip', tooLong: false }
  }
  const terminator = findTerminator(reader)
  const length = digits(reader.bytes, reader.start, 5)
  const declaredEnd = reader.start + length
  if (terminator >= 0 && terminator + 1 === declaredEnd) return { kind: 'record', end: declaredEnd }
  const known = terminator >= 0 || reader.final || reader.end - reader.start > MAX_RECORD_BYTES
  if (!known) return { kind: 'more' }
  return terminator >= 0 && terminator + 1 < declaredEnd
    ? cutEarly(reader, terminator, declaredEnd)
    : cutLate(reader, terminator)
}

/** Where a record starts in what is skipped: a certain leader, or a probable one behind a terminator. */
function findRestart(reader: Reader): number {
  const { bytes, start, end } = reader
  for (let at = start; at + LEADER_LENGTH <= end; at += 1) {
    if (isCertainLeader(reader, at)) return at
    if (at > start && bytes[at - 1] === RECORD_TERMINATOR && leaderMarks(reader, at) >= 3) return at
  }
  return -1
}

/** Goes forward to where a record may start again; what lies before is let go, so that memory stays bounded. */
function passSkipped(reader: Reader): MarcRead | undefined {
  const { skip } = reader
  if (skip === undefined) return undefined
  const found = findRestart(reader)
  if (found >= 0) reader.start = found
  else if (reader.final) reader.start = reader.end
  else {
    reader.start = Math.max(reader.start, reader.end - LEADER_LENGTH)
    return undefined
  }
  reader.skip = undefined
  const { reason, detail, from } = skip
  const bytes = reader.offset + reader.start - from
  return { ok: false, position: from, index: reader.index, reason, detail, bytes }
}

function startSkipping(reader: Reader, tooLong: boolean): void {
  const from = reader.offset + reader.start
  if (tooLong) {
    reader.skip = {
      from,
      reason: 'too_long',
      detail: `no record terminator within ${MAX_RECORD_BYTES} bytes`,
    }
    reader.index += 1
    reader.start += LEADER_LENGTH
    return
  }
  const first = reader.bytes[reader.start] ?? 0
  const cutShort = reader.end - reader.start < LEADER_LENGTH && first >= 0x30 && first <= 0x39
  reader.skip = cutShort
    ? { from, reason: 'truncated', detail: 'the file ends within a leader' }
    : { from, reason: 'no_record', detail: 'these bytes do not start with a leader and were skipped' }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0
}

function takeRecord(reader: Reader, end: number, note: MarcWarningCode | undefined): MarcRead {
  let trimmed = end
  while (trimmed > reader.start && isLineEnd(reader.bytes[trimmed - 1])) trimmed -= 1
  const bytes = reader.bytes.subarray(reader.start, trimmed)
  const position = reader.offset + reader.start
  reader.index += 1
  reader.start = end
  const parsed = parseIso2709(bytes)
  const place = { position, index: reader.index, bytes: bytes.length }
  if (!parsed.ok) return { ...parsed, ...place }
  const warnings: MarcWarning[] = note === undefined ? parsed.warnings : [{ code: note }, ...parsed.warnings]
  return { ok: true, record: parsed.record, ...place, warnings }
}

/** Everything that can be said with the bytes at hand. */
function* drain(reader: Reader): Generator<MarcRead> {
  for (;;) {
    if (reader.skip !== undefined) {
      const skipped = passSkipped(reader)
      if (skipped === undefined) return
      yield skipped
    }
    skipPadding(reader)
    const available = reader.end - reader.start
    if (available === 0 || (available < LEADER_LENGTH && !reader.final)) return
    const cut = cutRecord(reader)
    if (cut.kind === 'more') return
    if (cut.kind === 'skip') startSkipping(reader, cut.tooLong)
    else yield takeRecord(reader, cut.end, cut.note)
  }
}

/**
 * Reads the records of an ISO 2709 file as it streams in, one step for each record and one for each stretch
 * that is none. Never stops before the end, never loops, and never throws by itself (a failing `source` does):
 * a bad record is named by position and reason, and the good ones around it are taken. Lengths in leaders and
 * directories are hints that terminators overrule. Memory is bounded by `MAX_RECORD_BYTES` and the chunk size.
 */
export async function* readIso2709(source: AsyncIterable<Uint8Array>): AsyncGenerator<MarcRead> {
  const reader: Reader = {
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    offset: 0,
    final: false,
    noTerminatorBefore: 0,
    index: 0,
    skip: undefined,
  }
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      append(reader, chunk.subarray(at, at + SLICE_BYTES))
      for (const read of drain(reader)) yield read
    }
  }
  reader.final = true
  for (const read of drain(reader)) yield read
}
