import { COUNT, HEAD, ID, idAt, LIST, MARK, POPULARITY, viewOf, YEAR } from '../search/match-bytes.rules.ts'
import type { TitleRow } from './memory.ts'
import { PLACE, placeOf } from './places.rules.ts'

/** Places of a word: those of the title come first, and no more are kept than there is room for. */
function placesAt(bytes: Buffer, at: number, count: number): number {
  let places = 0
  const most = Math.min(count, PLACE.most)
  for (let i = 0; i < most; i++) {
    const place = bytes.readUInt16BE(at + 2 * i)
    places |= placeOf(Math.max(1, place & 0x3fff), place >>> 14) << (PLACE.bits * i)
  }
  // A word that stands nowhere in particular ranks nothing, but is there.
  return count === 0 ? placeOf(PLACE.last, 0) : places
}

function branchesAt(bytes: Buffer, from: number): { readonly branches: string[]; readonly until: number } {
  const branches: string[] = []
  if (bytes.readInt32BE(from) === 0) return { branches, until: from + LIST.head }
  const count = bytes.readInt32BE(from + LIST.head)
  let at = from + LIST.head + LIST.dimension
  for (let i = 0; i < count; i++, at += LIST.length + ID)
    branches.push(String(bytes.readBigInt64BE(at + LIST.length)))
  return { branches, until: at }
}

function factsAt(bytes: Buffer, from: number): Omit<TitleRow['facts'], 'tier' | 'described'> {
  return {
    id: idAt(viewOf(bytes), from),
    line: { high: bytes.readInt32BE(from + ID), low: bytes.readInt32BE(from + ID + 4) },
    popularity: bytes.readInt32BE(from + POPULARITY),
    year: bytes.readInt16BE(from + YEAR),
  }
}
const marksAt = (bytes: Buffer, from: number): Buffer[] =>
  Array.from({ length: bytes[from + COUNT] ?? 0 }, (_, i) => {
    const at = from + HEAD + i * MARK
    return bytes.subarray(at, at + MARK)
  })

/** Reads a search row as `memory.store.ts` writes it. */
export function titleIn(bytes: Buffer): TitleRow {
  const [mark, length] = [bytes.readInt32BE(0), bytes.readInt32BE(4)]
  const { branches, until } = branchesAt(bytes, 8 + length)
  const words: { start: number; end: number; places: number }[] = []
  const count = bytes.readInt32BE(until)
  for (let i = 0, at = until + 4; i < count; i++) {
    const end = bytes.indexOf(0, at)
    const places = bytes.readUInt16BE(end + 1)
    words.push({ start: at, end, places: placesAt(bytes, end + 3, places) })
    at = end + 3 + 2 * places
  }
  return {
    facts: { ...factsAt(bytes, 8), tier: mark >>> 1, described: (mark & 1) === 1 },
    marks: marksAt(bytes, 8),
    bytes,
    words,
    branches,
  }
}
