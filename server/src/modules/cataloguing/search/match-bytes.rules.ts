import { linesBy, type MarkValues, type MatchSet, sideBySide } from './matches.rules.ts'

/**
 * The titles that match a search, as the database tells them: one after the other, each with a head of a fixed length, its
 * marks, and where that was asked the branches that have it.
 */
export const ID = 8
const LINE = ID
export const POPULARITY = 2 * ID
export const YEAR = POPULARITY + 4
const FIT = YEAR + 2
export const COUNT = FIT + 2
/** From here stand the marks of a match, of six bytes each. */
export const HEAD = COUNT + 1
export const MARK = 6
/** What `array_send` writes before a list, for each of its dimensions, and before each element. */
export const LIST = { head: 12, dimension: 8, length: 4 }

/** A number of a title or a line is far from two to the power of 53; as a number it is compared sooner. */
export const idAt = (view: DataView, at: number): number =>
  view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4)
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
/** Numbers of eight bytes, one after the other. */
export const idsIn = (bytes: Uint8Array): Set<number> => {
  const view = viewOf(bytes)
  return new Set(Array.from({ length: bytes.length / ID }, (_, i) => idAt(view, i * ID)))
}

const marksUntil = (view: DataView, start: number): number =>
  start + HEAD + view.getUint8(start + COUNT) * MARK
function listUntil(view: DataView, at: number): number {
  if (view.getInt32(at) === 0) return at + LIST.head
  return at + LIST.head + LIST.dimension + view.getInt32(at + LIST.head) * (LIST.length + ID)
}
function startsIn(view: DataView, listed: boolean): number[] {
  const starts: number[] = []
  for (let at = 0; at < view.byteLength; ) {
    starts.push(at)
    const until = marksUntil(view, at)
    at = listed ? listUntil(view, until) : until
  }
  return starts
}

/** Whether a match has each of these marks. */
export function hasMarks(view: DataView, start: number, marks: readonly DataView[]): boolean {
  const until = marksUntil(view, start)
  return marks.every(mark => {
    for (let at = start + HEAD; at < until; at += MARK)
      if (view.getInt32(at + 2) === mark.getInt32(2) && view.getUint16(at) === mark.getUint16(0)) return true
    return false
  })
}

/** Marks of the matches of one search, numbered as they come. */
class Marks implements MarkValues {
  #slots = new Int32Array(1 << 11).fill(-1)
  #fields: number[] = []
  #hashes: number[] = []

  get count(): number {
    return this.#fields.length
  }
  fieldOf = (mark: number): number => (this.#fields[mark] ?? 0) >>> 8
  hexOf(mark: number): string {
    const bytes = Buffer.alloc(MARK)
    bytes.writeUInt16BE(this.#fields[mark] ?? 0)
    bytes.writeInt32BE(this.#hashes[mark] ?? 0, 2)
    return bytes.toString('hex')
  }
  numberOf(hex: string): number {
    const view = viewOf(Buffer.from(hex, 'hex'))
    return this.#slots[this.#slotOf(view.getUint16(0), view.getInt32(2))] ?? -1
  }
  add(field: number, hash: number): number {
    const slot = this.#slotOf(field, hash)
    const known = this.#slots[slot] ?? -1
    if (known >= 0) return known
    this.#slots[slot] = this.#fields.length
    this.#fields.push(field)
    this.#hashes.push(hash)
    if (2 * this.#fields.length > this.#slots.length) this.#widen()
    return this.#fields.length - 1
  }

  #slotOf(field: number, hash: number): number {
    const mask = this.#slots.length - 1
    // The last bytes of a mark are those of a hash already.
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const known = this.#slots[slot] ?? -1
      if (known < 0 || (this.#hashes[known] === hash && this.#fields[known] === field)) return slot
    }
  }
  #widen(): void {
    this.#slots = new Int32Array(4 * this.#slots.length).fill(-1)
    for (let mark = 0; mark < this.#fields.length; mark++)
      this.#slots[this.#slotOf(this.#fields[mark] ?? 0, this.#hashes[mark] ?? 0)] = mark
  }
}

function branchesAt(view: DataView, list: number): number[] {
  const branches: number[] = []
  const until = listUntil(view, list)
  for (let at = list + LIST.head + LIST.dimension + LIST.length; at < until; at += LIST.length + ID)
    branches.push(idAt(view, at))
  return branches
}

/** Reads matches from their bytes. */
export interface Reading {
  /** Whether each is followed by the branches that have it. */
  readonly listed?: boolean
  /** Which of them count; each where nothing is said. */
  readonly keep?: (view: DataView, start: number) => boolean
}
export function matchesIn(bytes: Uint8Array, { listed = false, keep }: Reading = {}): MatchSet {
  const view = viewOf(bytes)
  const all = startsIn(view, listed)
  const kept = keep ? all.filter(start => keep(view, start)) : all
  const numbered = linesBy(
    Int32Array.from(kept, start => view.getInt32(start + LINE)),
    Int32Array.from(kept, start => view.getInt32(start + LINE + 4)),
  )
  const order = sideBySide(numbered)
  const starts = order.map(i => kept[i] ?? 0)
  const values = new Marks()
  const marks: number[] = []
  const marksFrom = new Int32Array(starts.length + 1)
  starts.forEach((start, i) => {
    for (let at = start + HEAD, until = marksUntil(view, start); at < until; at += MARK)
      marks.push(values.add(view.getUint16(at), view.getInt32(at + 2)))
    marksFrom[i + 1] = marks.length
  })
  return {
    ids: Float64Array.from(starts, start => idAt(view, start)),
    popularities: starts.map(start => view.getInt32(start + POPULARITY)),
    years: starts.map(start => view.getInt16(start + YEAR)),
    fits: starts.map(start => view.getUint16(start + FIT)),
    lines: order.map(i => numbered.of[i] ?? 0),
    line_count: numbered.count,
    marks: Int32Array.from(marks),
    marksFrom,
    values,
    branches: listed ? Array.from(starts, start => branchesAt(view, marksUntil(view, start))) : null,
  }
}
