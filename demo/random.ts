/** A source of chance that gives the same row for the same seed on every machine. */
export type Chance = {
  /** From 0 up to 1, not included. */
  next: () => number
  /** A whole number from `least` to `most`, both included. */
  between: (least: number, most: number) => number
  /** True so often out of one. */
  often: (share: number) => boolean
  pick: <T>(list: readonly T[]) => T
  /** The list in another order. */
  shuffle: <T>(list: readonly T[]) => T[]
}

function seedOf(text: string): number {
  let seed = 2_166_136_261
  for (const character of text) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return seed >>> 0
}

/** Marsaglia's xorshift of 32 bits, mixed once more on the way out. */
export function chanceOf(seed: string): Chance {
  let state = seedOf(seed) || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return (Math.imul(state, 2_654_435_769) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    often: share => next() < share,
    pick: list => {
      const picked = list[between(0, list.length - 1)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
    shuffle: list => {
      const shuffled = [...list]
      for (let at = shuffled.length - 1; at > 0; at -= 1) {
        const other = between(0, at)
        ;[shuffled[at], shuffled[other]] = [shuffled[other] as never, shuffled[at] as never]
      }
      return shuffled
    },
  }
}
