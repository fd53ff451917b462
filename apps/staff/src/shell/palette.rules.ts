/** Makes words comparable: small letters, no accents. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim()

/**
 * How well something is meant by what was typed: 0 not at all, higher is better. A word that starts so comes before
 * a word that merely contains it; every typed word must be found. What is called just so comes before what people
 * also call so: `words` are the other names that a thing is found by.
 */
export const meant = (typed: string, names: readonly string[], words: readonly string[] = []): number =>
  names.some(name => plain(name) === plain(typed)) ? 5 : best(typed, [...names, ...words])

const best = (typed: string, names: readonly string[]): number => {
  const wanted = plain(typed).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return 0
  const known = names.map(plain)
  const scores = wanted.map(word => {
    if (known.some(name => name === word)) return 4
    if (known.some(name => name.startsWith(word))) return 3
    if (known.some(name => name.split(/\s+/).some(part => part.startsWith(word)))) return 2
    return known.some(name => name.includes(word)) && word.length > 2 ? 1 : 0
  })
  return scores.includes(0) ? 0 : Math.min(...scores)
}
