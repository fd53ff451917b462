const NON_SORTING_MARKS = /[\u0098\u009c]/g
const ENDING_MARKS = '/:;,='
/** A full stop that ends an area: behind a digit, a bracket or a word too long for an abbreviation. */
const ENDING_STOP = /(?:\p{L}{4}|[\d)\]"'’”?!])\.$/u
/** A word with stops inside, like B.V., is an abbreviation whatever its length. */
const ABBREVIATION = /(?:^|[\s(])\p{L}+(?:\.\p{L}+)+\.$/u
/** The longest word that is looked at as an abbreviation. */
const TAIL_CHARACTERS = 40

function isBlank(character: string | undefined): boolean {
  return character !== undefined && character.trim() === ''
}

/** Walks back over blanks and marks; by hand, since a pattern would take quadratic time on long runs of blanks. */
function dropEndingMarks(text: string): string {
  let end = text.length
  for (;;) {
    const last = text[end - 1]
    if (last === undefined) return ''
    const isMark = ENDING_MARKS.includes(last) || (last === '+' && isBlank(text[end - 2]))
    if (!isMark && !isBlank(last)) return text.slice(0, end)
    end -= 1
  }
}

/** Takes off the ISBD punctuation that a subfield carries for what follows it, and the marks of non-sorting words. */
export function trimIsbd(text: string): string {
  const trimmed = dropEndingMarks(text.replace(NON_SORTING_MARKS, '')).trimStart()
  // Few parts end so, and each part of each record is asked.
  if (!trimmed.endsWith('.')) return trimmed
  const tail = trimmed.slice(-TAIL_CHARACTERS)
  return ENDING_STOP.test(tail) && !ABBREVIATION.test(tail) ? dropEndingMarks(trimmed.slice(0, -1)) : trimmed
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
