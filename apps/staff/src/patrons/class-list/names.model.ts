/** Names as a teacher's list has them, one on each line. Pure. */

export interface TypedChild {
  readonly given_name: string
  readonly initial?: string
}

const allowed = /^[^0-9@]{1,40}$/u
const withLetter = /^(.+?)[\s,]+(\p{L})\.?$/u

/** "Noor B." is Noor with the letter B; null for what is no first name. */
export const childOf = (line: string): TypedChild | null => {
  const text = line.trim().replaceAll(/\s+/g, ' ')
  if (!allowed.test(text)) return null
  const [, given_name, initial] = withLetter.exec(text) ?? []
  return given_name === undefined || initial === undefined
    ? { given_name: text }
    : { given_name, initial: initial.toUpperCase() }
}

/** All names of a text, or the first line that is none. Empty lines, numbering and bullets are passed over. */
export const childrenOf = (
  text: string,
): { readonly children: readonly TypedChild[] } | { readonly wrong: string } => {
  const lines = text
    .split(/[\n;]/)
    .map(line => line.replace(/^\s*(\d{1,2}[.)]|[-•*])\s+/u, '').trim())
    .filter(line => line !== '')
  const wrong = lines.find(line => childOf(line) === null)
  return wrong === undefined ? { children: lines.map(childOf).filter(child => child !== null) } : { wrong }
}
