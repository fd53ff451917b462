import { FACETS } from '../search/facets.rules.ts'
import { MARK } from '../search/match-bytes.rules.ts'

/*
 * The marks of a search row, made here and not in the database: of all that an import asks of it for a record, hashing ten short
 * texts was a tenth. `cataloguing.marks_of` says the same, and a test asks both.
 */

const MOST_MARKS = 255

const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by))

/** 32 bits of a text, of which there may be fewer than four left: the least first. */
function word(bytes: Uint8Array, at: number, end: number): number {
  let value = 0
  for (let i = Math.min(at + 4, end) - 1; i >= at; i--) value = (value << 8) | (bytes[i] ?? 0)
  return value
}

/** `hash_bytes_extended` of PostgreSQL with seed 0 (Bob Jenkins, lookup3), as its upper and lower half. */
function hashed(bytes: Uint8Array): readonly [upper: number, lower: number] {
  const { length } = bytes
  let a = (0x9e3779b9 + length + 3923095) | 0
  let b = a
  let c = a
  let at = 0
  for (; length - at >= 12; at += 12) {
    a = (a + word(bytes, at, length)) | 0
    b = (b + word(bytes, at + 4, length)) | 0
    c = (c + word(bytes, at + 8, length)) | 0
    a = ((a - c) | 0) ^ rotated(c, 4)
    c = (c + b) | 0
    b = ((b - a) | 0) ^ rotated(a, 6)
    a = (a + c) | 0
    c = ((c - b) | 0) ^ rotated(b, 8)
    b = (b + a) | 0
    a = ((a - c) | 0) ^ rotated(c, 16)
    c = (c + b) | 0
    b = ((b - a) | 0) ^ rotated(a, 19)
    a = (a + c) | 0
    c = ((c - b) | 0) ^ rotated(b, 4)
    b = (b + a) | 0
  }
  a = (a + word(bytes, at, length)) | 0
  b = (b + word(bytes, Math.min(at + 4, length), length)) | 0
  // The lowest byte of the last is kept for the length.
  c = (c + (word(bytes, Math.min(at + 8, length), length) << 8)) | 0
  c = ((c ^ b) - rotated(b, 14)) | 0
  a = ((a ^ c) - rotated(c, 11)) | 0
  b = ((b ^ a) - rotated(a, 25)) | 0
  c = ((c ^ b) - rotated(b, 16)) | 0
  a = ((a ^ c) - rotated(c, 4)) | 0
  b = ((b ^ a) - rotated(a, 14)) | 0
  c = ((c ^ b) - rotated(b, 24)) | 0
  return [b, c]
}

/** How many marks, in one byte; and of each value the number of its field and forty bits of its hash. */
export function marksOf(tags: readonly string[]): Buffer {
  const most = tags.slice(0, MOST_MARKS)
  const marks = Buffer.alloc(1 + most.length * MARK)
  marks[0] = most.length
  for (const [i, tag] of most.entries()) {
    const at = 1 + i * MARK
    const [upper, lower] = hashed(Buffer.from(tag))
    marks[at] = FACETS.findIndex(field => field === tag.split(':', 1)[0]) + 1
    marks[at + 1] = upper & 0xff
    marks.writeInt32BE(lower, at + 2)
  }
  return marks
}
