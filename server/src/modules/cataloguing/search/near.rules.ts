/** How many letters to add, drop, replace or swap to make one word of the other (optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((row[j - 1] ?? 0) + same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/** The nearest of the words that look alike, or null when none is near: a third of the letters may differ. */
export function nearest(word: string, near: readonly string[]): string | null {
  const most = Math.max(1, Math.floor(word.length / 3))
  let best: { word: string; far: number } | null = null
  for (const other of near) {
    const far = distance(word, other)
    if (other !== word && far <= most && (best === null || far < best.far)) best = { word: other, far }
  }
  return best?.word ?? null
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** All words that differ from this one by one letter, of the Latin alphabet and its own: `distance` 1. */
export function neighbours(word: string): string[] {
  const own = Array.from(word)
  const letters = [...new Set([...LETTERS, ...own])]
  const all = new Set<string>()
  for (let i = 0; i <= own.length; i++) {
    const [before, here, next] = [own.slice(0, i).join(''), own[i] ?? '', own[i + 1] ?? '']
    const [rest, after] = [own.slice(i + 1).join(''), own.slice(i + 2).join('')]
    for (const letter of letters) all.add(`${before}${letter}${here}${rest}`)
    if (here === '') continue
    all.add(`${before}${rest}`)
    all.add(`${before}${next}${here}${after}`)
    for (const letter of letters) all.add(`${before}${letter}${rest}`)
  }
  all.delete(word)
  return [...all]
}

/** Letters that a part of a compound has at least; shorter ones would make anything of everything. */
const PART = 4

/** Words written apart that may be one, each place where two follow one another: "vrouwen kiesrecht" is "vrouwenkiesrecht". */
export const joinings = (words: readonly string[]): { readonly word: string; readonly said: string[] }[] =>
  words.slice(1).map((word, i) => {
    const one = `${words[i]}${word}`
    return { word: one, said: words.flatMap((w, j) => (j === i ? [one] : j === i + 1 ? [] : [w])) }
  })

/** The two words that a compound may be written as, at each place where it can be parted. */
export const partings = (word: string): (readonly [string, string])[] => {
  const letters = Array.from(word)
  return Array.from({ length: Math.max(0, letters.length - 2 * PART + 1) }, (_, i) => [
    letters.slice(0, i + PART).join(''),
    letters.slice(i + PART).join(''),
  ])
}

/** Of the partings whose words both are known, the one whose rarer word stands in most titles; null where there is none. */
export function parted(word: string, titles: ReadonlyMap<string, number>): string | null {
  const rarer = ([a, b]: readonly [string, string]) => Math.min(titles.get(a) ?? 0, titles.get(b) ?? 0)
  const [best] = partings(word).toSorted((a, b) => rarer(b) - rarer(a))
  return best && rarer(best) > 0 ? best.join(' ') : null
}
