const NON_SORTING_MARKS = /[\u0098\u009c]/g
const TRAILING_MARKS = /[\s/:;,=+]+$/
/** A full stop that ends an area: behind a digit, a bracket or a word too long for an abbreviation. */
const ENDING_STOP = /(?:[\p{Ll}\p{Lu}]{4,}|[\d)\]"'’”?!])\.$/u
/** A word with stops inside, like B.V., is an abbreviation whatever its length. */
const ABBREVIATION = /(?:^|[\s(])\p{L}+(?:\.\p{L}+)+\.$/u

/** Takes off the ISBD punctuation that a subfield carries for what follows it, and the marks of non-sorting words. */
export function trimIsbd(text: string): string {
  let trimmed = text.replace(NON_SORTING_MARKS, '').trim().replace(TRAILING_MARKS, '')
  if (ENDING_STOP.test(trimmed) && !ABBREVIATION.test(trimmed)) trimmed = trimmed.slice(0, -1)
  return trimmed.replace(TRAILING_MARKS, '')
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** Trims, and drops the brackets of what the cataloguer supplied: `[Antwerpen]`, and one half left by a cut. */
export function trimBracketed(text: string): string {
  const trimmed = trimIsbd(text)
  const whole = /^\[([^[\]]*)\]$/.exec(trimmed)?.[1]
  if (whole !== undefined) return whole.trim()
  return count(trimmed, '[') === count(trimmed, ']') ? trimmed : trimIsbd(trimmed.replace(/[[\]]/g, ''))
}
