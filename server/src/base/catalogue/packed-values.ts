import { unpack, type Way } from './unpack.ts'

/** How a value says how it was packed, in the two highest bits beside its size (varatt.h, ToastCompressionId). */
const ways: Readonly<Record<number, Way>> = { 0: 'pglz', 1: 'lz4' }
/** No way packs more tightly than this; what says so is something else. */
const TIGHTEST = 256
const PAGE = 8192
const MOST = 64 * 1024 * 1024

/**
 * The long values that stand packed in a row or an index (varatt.h, `varattrib_4b`), opened. Bytes alone tell where they are: so those of rows
 * that are dead, and of the holes between rows, are opened as well. Where something was written over a part of one, it is none.
 * @param step 4 in a page, where values stand at fours; 1 in the log, where they stand anywhere
 */
export function packedIn(bytes: Buffer, step: 1 | 4): Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; at + 12 <= bytes.length; at += step) {
    if (((bytes[at] ?? 0) & 3) !== 2) continue
    const end = at + (bytes.readUInt32LE(at) >>> 2)
    if (end < at + 12 || end > at + PAGE || end > bytes.length) continue
    const opened = opens(bytes.subarray(at + 4, end))
    if (opened?.whole) found.push(opened.bytes)
  }
  return found
}

/** What begins with its own size and way. */
function opens(bytes: Buffer): ReturnType<typeof unpack> {
  if (bytes.length < 8) return null
  const about = bytes.readUInt32LE(0)
  const way = ways[about >>> 30]
  const size = about & 0x3fffffff
  if (way === undefined || size <= bytes.length - 4 || size > bytes.length * TIGHTEST) return null
  return unpack(way, bytes.subarray(4), size)
}

/** Values that are kept apart in pieces of two thousand bytes, put together from wherever their pieces are met. */
export interface Pieces {
  gather(bytes: Buffer, step: 1 | 2): void
  /** Those that are there, as they lie and opened; `all` or those before the last, when they are many. */
  take(all: boolean): Buffer[]
}

/**
 * A piece is a row of three columns (number of the value, place in it, bytes) of a table that nobody else has the shape of. Its head
 * says so (htup_details.h): three attributes, of which one is of any length, data from byte 24 on. The log writes the same part of the head.
 */
export function openPieces(): Pieces {
  let held = 0
  let last = -1
  const values = new Map<number, Map<number, Buffer>>()
  const gather = (bytes: Buffer, step: 1 | 2): void => {
    for (let at = 0; at + 16 <= bytes.length; at += step) {
      if (bytes[at + 4] !== 24 || (bytes.readUInt16LE(at) & 0x07ff) !== 3 || ((bytes[at + 2] ?? 0) & 3) !== 2)
        continue
      const piece = pieceAt(bytes, at + 14)
      if (piece === null) continue
      last = bytes.readUInt32LE(at + 6)
      const value = values.get(last) ?? new Map<number, Buffer>()
      // A copy: what was read is read over.
      values.set(last, value.set(bytes.readUInt32LE(at + 10), Buffer.from(piece)))
      held += piece.length
    }
  }
  const take = (all: boolean): Buffer[] => {
    if (!all && held < MOST) return []
    const ready = [...values].filter(([id]) => all || id !== last)
    for (const [id] of ready) values.delete(id)
    held = 0
    return ready.flatMap(([, value]) => joined(value))
  }
  return { gather, take }
}

/** The bytes of a piece: a head of four, or of one where they are few. */
function pieceAt(bytes: Buffer, at: number): Buffer | null {
  const head = bytes.readUInt8(at)
  const short = (head & 1) === 1
  if (!short && ((head & 3) !== 0 || at + 4 > bytes.length)) return null
  const size = short ? head >> 1 : bytes.readUInt32LE(at) >>> 2
  const from = at + (short ? 1 : 4)
  return size > from - at && size <= PAGE && at + size <= bytes.length
    ? bytes.subarray(from, at + size)
    : null
}

/** Runs of pieces that follow one another; the one from the beginning may be packed, and is opened as far as it goes. */
function joined(value: ReadonlyMap<number, Buffer>): Buffer[] {
  const runs: { from: number; pieces: Buffer[] }[] = []
  for (const [place, piece] of [...value].toSorted(([a], [b]) => a - b)) {
    const run = runs.at(-1)
    if (run && run.from + run.pieces.length === place) run.pieces.push(piece)
    else runs.push({ from: place, pieces: [piece] })
  }
  return runs.flatMap(({ from, pieces }) => {
    const whole = Buffer.concat(pieces)
    const opened = from === 0 ? opens(whole) : null
    return opened === null ? [whole] : [whole, opened.bytes]
  })
}
