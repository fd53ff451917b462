/** A question of words as PostgreSQL understood it. */
export type Asked =
  | {
      readonly is: 'word'
      readonly word: string
      readonly prefix: boolean /** By bits, of which A is the eighth; zero is any. */
      readonly weights: number
    }
  | { readonly is: 'and' | 'or'; readonly of: readonly Asked[] }
export type AskedWord = Extract<Asked, { is: 'word' }>

const TOKEN = /\s*(?:('(?:[^'\\]|''|\\.)*')(?::([*A-D]+))?|([&|()]))/y
const WEIGHTS: Readonly<Record<string, number>> = { A: 8, B: 4, C: 2, D: 1 }

/**
 * Reads a `tsquery` as PostgreSQL prints it (documentation, §8.11.2).
 * @returns null where it says what is not kept here: `!`, and words that stand side by side
 */
export function parseTsquery(text: string): Asked | null {
  const tokens = tokensOf(text)
  if (tokens === null || tokens.length === 0) return null
  let at = 0
  const one = (): Asked | null => {
    const token = tokens[at++]
    if (token === undefined) return null
    if (typeof token !== 'string') return token
    if (token !== '(') return null
    const inner = either()
    return tokens[at++] === ')' ? inner : null
  }
  const several = (sign: '&' | '|', next: () => Asked | null): Asked | null => {
    const of: Asked[] = []
    for (;;) {
      const part = next()
      if (part === null) return null
      of.push(part)
      if (tokens[at] !== sign) break
      at++
    }
    const [only] = of
    return of.length === 1 && only ? only : { is: sign === '&' ? 'and' : 'or', of }
  }
  // "And" binds closer than "or".
  const either = (): Asked | null => several('|', () => several('&', one))
  const asked = either()
  return at === tokens.length ? asked : null
}

function tokensOf(text: string): (string | AskedWord)[] | null {
  const tokens: (string | AskedWord)[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text)
    if (!found) return null
    const [, word, marks = '', sign] = found
    if (sign !== undefined) tokens.push(sign)
    else
      tokens.push({
        is: 'word',
        word: (word ?? '')
          .slice(1, -1)
          .replace(/''|\\(.)/g, (all, escaped?: string) => escaped ?? all[0] ?? ''),
        prefix: marks.includes('*'),
        weights: [...marks].reduce((bits, mark) => bits | (WEIGHTS[mark] ?? 0), 0),
      })
  }
  return tokens
}

/** The words that are asked, each once. */
export function wordsIn(asked: Asked): AskedWord[] {
  const all = asked.is === 'word' ? [asked] : asked.of.flatMap(wordsIn)
  const byName = new Map(all.map(w => [nameOf(w), w]))
  return [...byName.values()]
}
export const nameOf = ({ word, prefix, weights }: AskedWord): string =>
  `${prefix ? '*' : ''}${weights}:${word}`
