/** A purpose says something: one word of three letters does not. */
const LEAST = 8

/** What a list of people is for, as it is kept; null where nothing is said. */
export function purposeOf(text: string): string | null {
  const purpose = text.toWellFormed().trim()
  return purpose.length < LEAST ? null : purpose
}
