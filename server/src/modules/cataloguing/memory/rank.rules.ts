import { PLACE } from './places.rules.ts'
import type { Asked } from './tsquery.rules.ts'

/** Of words of nothing in particular, of subjects, makers and titles, as `search.store.ts` gives them to `ts_rank`. */
const WEIGHTS = [0, 0.2, 0.8, 1]
/** The limit of 1 + 1/4 + 1/9 ..., by which PostgreSQL divides. */
const ENDLESS = 1.644_934_066_85
const FAR = 100
/** By the places that lie between: what is near counts for more. Made once: an exponent each time is most of the work. */
const DISTANCES = Float64Array.from(
  { length: FAR + 1 },
  (_, distance) => 1 / (1.005 + 0.05 * Math.exp(distance / 1.5 - 2)),
)
const NONE = 1e-30

const MASK = (1 << PLACE.bits) - 1
const weightOf = (place: number): number => WEIGHTS[place & 3] ?? 0

/** How much one word of a title counts by the places in which it stands: the best place whole, the others less and less. */
export function worthOf(places: number): number {
  let [sum, best, bestAt] = [0, -1, 0]
  for (let left = places, at = 0; left > 0; left >>>= PLACE.bits, at++) {
    const weight = weightOf(left & MASK)
    sum += weight / ((at + 1) * (at + 1))
    if (weight > best) [best, bestAt] = [weight, at]
  }
  return best < 0 ? 0 : (best + sum - best / ((bestAt + 1) * (bestAt + 1))) / ENDLESS
}

/** How near words of a title stand to each other, from one pair of words to what was reckoned before; below zero where nothing was. */
export function nearer(before: number, one: number, other: number): number {
  let rank = before
  for (let a = one; a > 0; a >>>= PLACE.bits)
    for (let b = other; b > 0; b >>>= PLACE.bits) {
      const distance = Math.abs(((a & MASK) >>> 2) - ((b & MASK) >>> 2))
      if (distance === 0) continue
      const near = distance > FAR ? NONE : (DISTANCES[distance] ?? NONE)
      const now = Math.sqrt(weightOf(a & MASK) * weightOf(b & MASK) * near)
      rank = rank < 0 ? now : 1 - (1 - rank) * (1 - now)
    }
  return rank
}

/** The places of two forms of a word together, as far as there is room. */
export function joined(one: number, other: number): number {
  let [all, shift] = [one, 0]
  while (shift < PLACE.bits * PLACE.most && ((all >>> shift) & MASK) !== 0) shift += PLACE.bits
  for (
    let left = other;
    left > 0 && shift < PLACE.bits * PLACE.most;
    left >>>= PLACE.bits, shift += PLACE.bits
  )
    all |= (left & MASK) << shift
  return all
}

/** What each of some titles has of an asked word: its places, those of its last form alone, and what they are worth. */
export interface HadOfAll {
  readonly places: Uint32Array
  readonly last: Uint32Array
  readonly worth: Float64Array
}
/**
 * How well one of the titles fits what was asked, from zero to below one: `ts_rank` with its rank divided by itself and one (PostgreSQL,
 * §12.3.3). Words that are all wanted count by how near they stand; of one or another each counts for itself.
 */
export function rankOf(asked: Asked, words: readonly HadOfAll[], i: number): number {
  let rank = -1
  if (asked.is === 'and' && words.length > 1) {
    for (let one = 1; one < words.length; one++) {
      const places = words[one]?.places[i] ?? 0
      if (places === 0) continue
      for (let other = 0; other < one; other++) rank = nearer(rank, places, words[other]?.last[i] ?? 0)
    }
    if (rank < 0) rank = 1e-20
  } else {
    rank = 0
    for (const word of words) rank += word.worth[i] ?? 0
    rank /= Math.max(1, words.length)
  }
  return rank / (rank + 1)
}
