/**
 * How many, as people type it: `1200`, `1.200`, `1 200`. Null where nothing was typed, NaN for what is no number: what
 * goes into a register is never left out because nobody could read it.
 */
export const countOf = (typed: string): number | null => {
  const text = typed.trim()
  if (text === '') return null
  const whole = /^\d{1,3}(?:([.\s])\d{3})(?:\1\d{3})?$/.test(text) ? text.replaceAll(/[.\s]/g, '') : text
  return /^\d{1,8}$/.test(whole) ? Number(whole) : Number.NaN
}
