import type { Diagnostic } from './cql.ts'

export interface Token {
  readonly kind: 'word' | 'quoted' | 'symbol' | '(' | ')' | '/'
  readonly text: string
}

/** What stops the reading of a question; it never leaves this folder. */
export class CqlFault extends Error {
  readonly diagnostic: Diagnostic
  constructor(code: number, details: string) {
    super(`${code} ${details}`)
    this.diagnostic = { code, details: details.slice(0, 200) }
  }
}
export const QUERY_SYNTAX = 10
const USE_OF_QUOTES = 14

const SPACE = /[\t\n\r ]+/y
const SYMBOL = /==|<=|>=|<>|[<>=]/y
const QUOTED = /"((?:\\[\s\S]|[^"\\])*)"/y
const WORD = /[^\t\n\r ()=<>"/]+/y

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function tokenAt(text: string, at: number): { token: Token; end: number } {
  const sign = text[at]
  if (sign === '(' || sign === ')' || sign === '/') return { token: { kind: sign, text: sign }, end: at + 1 }
  const symbol = match(SYMBOL, text, at)
  if (symbol) return { token: { kind: 'symbol', text: symbol[0] }, end: at + symbol[0].length }
  const quoted = match(QUOTED, text, at)
  if (quoted) return { token: { kind: 'quoted', text: quoted[1] ?? '' }, end: at + quoted[0].length }
  const word = match(WORD, text, at)
  if (word) return { token: { kind: 'word', text: word[0] }, end: at + word[0].length }
  throw new CqlFault(USE_OF_QUOTES, text.slice(at))
}

/** The words and signs of a question, in its order (CQL 1.2, BNF). Escapes within quotes are left as they are. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const space = match(SPACE, text, at)
    if (space) {
      at += space[0].length
      continue
    }
    const { token, end } = tokenAt(text, at)
    tokens.push(token)
    at = end
  }
  return tokens
}
