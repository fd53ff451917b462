import { room } from './room.ts'

/** Lists of titles by their numbers in memory, each growing. */
export type List = Uint32Array

const NONE: List = new Uint32Array(0)
/** Where one list is so many times as long as another, its titles are looked up and not all read. */
const MUCH_LONGER = 16

/** Where a number stands in a list, or would: looked for from a place on, in steps that double. */
export function placeFrom(list: List, number: number, from: number): number {
  let [low, step] = [from, 1]
  while (low + step < list.length && (list[low + step] ?? 0) < number) {
    low += step
    step *= 2
  }
  let high = Math.min(list.length, low + step + 1)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}

/** Where a number stands in a part of a list, or would. */
export function placeIn(list: List, number: number, { start, end }: { start: number; end: number }): number {
  let [low, high] = [start, end]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}

function inBoth(one: List, other: List): List {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  const found = room.uints(few.length)
  let count = 0
  if (many.length > MUCH_LONGER * few.length) {
    for (let i = 0, at = 0; i < few.length; i++) {
      const number = few[i] ?? 0
      at = placeFrom(many, number, at)
      if (at >= many.length) break
      if (many[at] === number) found[count++] = number
    }
    return found.subarray(0, count)
  }
  for (let i = 0, at = 0; i < few.length && at < many.length; ) {
    const [a, b] = [few[i] ?? 0, many[at] ?? 0]
    if (a === b) found[count++] = a
    if (a <= b) i++
    if (b <= a) at++
  }
  return found.subarray(0, count)
}

/** What stands in all of the lists, of which there is one at least. */
export function inAll(lists: readonly List[]): List {
  const [first = NONE, ...rest] = lists.toSorted((a, b) => a.length - b.length)
  return rest.reduce((found, list) => (found.length === 0 ? found : inBoth(found, list)), first)
}

/** Numbers from one on, until another. */
export interface Range {
  readonly from: number
  readonly until: number
}
/** What of a list lies in a range. */
export function inRange(list: List, { from, until }: Range): List {
  const start = placeIn(list, from, { start: 0, end: list.length })
  return list.subarray(start, placeIn(list, until, { start, end: list.length }))
}

/** Sets the bits of a list, which lies in the range. */
export function setBits(bits: Uint32Array, list: List, { from }: Range): void {
  for (let i = 0; i < list.length; i++) {
    const number = (list[i] ?? 0) - from
    bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31))
  }
}
/** How many words of 32 bits there are for the numbers of a range. */
export const wordsFor = ({ from, until }: Range): number => (Math.max(0, until - from) >>> 5) + 1
/** What of a list, which lies in the range, has its bit set. */
export function inBits(list: List, bits: Uint32Array, { from }: Range): List {
  const found = room.uints(list.length)
  let count = 0
  for (let i = 0; i < list.length; i++) {
    const number = (list[i] ?? 0) - from
    if (((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) found[count++] = number + from
  }
  return found.subarray(0, count)
}
/** The numbers of a range whose bits are set. */
export function listOf(bits: Uint32Array, { from }: Range): List {
  let count = 0
  for (let word = 0; word < bits.length; word++)
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) count++
  const found = room.uints(count)
  count = 0
  for (let word = 0; word < bits.length; word++)
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1)
      found[count++] = from + word * 32 + 31 - Math.clz32(left & -left)
  return found
}

/** Of no more lists than this each is laid to the next, number by number. */
const SOME = 6
function inEither(one: List, other: List): List {
  const found = room.uints(one.length + other.length)
  let [i, j, count] = [0, 0, 0]
  while (i < one.length && j < other.length) {
    const [a, b] = [one[i] ?? 0, other[j] ?? 0]
    found[count++] = a < b ? a : b
    if (a <= b) i++
    if (b <= a) j++
  }
  for (; i < one.length; i++) found[count++] = one[i] ?? 0
  for (; j < other.length; j++) found[count++] = other[j] ?? 0
  return found.subarray(0, count)
}
/** What stands in any of the lists, which lie in the range. */
export function inAny(lists: readonly List[], range: Range): List {
  const some = lists.filter(list => list.length > 0).sort((a, b) => a.length - b.length)
  if (some.length <= SOME) return some.reduce(inEither, NONE)
  const bits = room.uints(wordsFor(range))
  for (const list of some) setBits(bits, list, range)
  return listOf(bits, range)
}
