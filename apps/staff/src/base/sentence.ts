/** What somebody typed, as the end of a sentence: with its full stop, and with one only. */
export const sentence = (typed: string): string => {
  const text = typed.trim()
  return /[.!?…]$/u.test(text) ? text : `${text}.`
}
