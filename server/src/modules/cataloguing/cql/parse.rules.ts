import type { CqlClause, CqlModifier, CqlName, CqlNode, CqlParsed, CqlQuery, CqlSort } from './cql.ts'
import { CqlFault, QUERY_SYNTAX, type Token, tokensOf } from './tokens.rules.ts'

const TOO_MANY_CHARACTERS = 12
const USE_OF_PARENTHESES = 13
const TOO_MANY_BOOLEANS = 38
export const MOST_CHARACTERS = 2_000
export const MOST_BOOLEANS = 30
const DEEPEST = 40

const BOOLEANS = ['and', 'or', 'not', 'prox'] as const
type BooleanOp = (typeof BOOLEANS)[number]

interface Reader {
  readonly tokens: readonly Token[]
  at: number
  depth: number
  booleans: number
  /** What short names of context sets stand for; the empty one for names without a set. */
  prefixes: ReadonlyMap<string, string>
}

const peek = (r: Reader, ahead = 0): Token | undefined => r.tokens[r.at + ahead]
const isText = (t: Token | undefined): t is Token & { kind: 'word' | 'quoted' } =>
  t?.kind === 'word' || t?.kind === 'quoted'
const isWord = (t: Token | undefined, ...words: string[]): boolean =>
  t?.kind === 'word' && words.includes(t.text.toLowerCase())

function next(r: Reader, expected: string): Token {
  const token = r.tokens[r.at++]
  if (token === undefined) throw new CqlFault(QUERY_SYNTAX, `${expected} expected at the end`)
  return token
}

function text(r: Reader, expected: string): string {
  const token = next(r, expected)
  if (!isText(token)) throw new CqlFault(QUERY_SYNTAX, `${expected} expected at ${token.text}`)
  return token.text
}

/** `dc.title`: the set is what stands before the first dot, by what its prefix was said to mean. */
function nameOf(r: Reader, said: string): CqlName {
  const dot = said.indexOf('.')
  if (dot < 1 || dot === said.length - 1) return { set: r.prefixes.get('') ?? null, name: said.toLowerCase() }
  const prefix = said.slice(0, dot).toLowerCase()
  return { set: r.prefixes.get(prefix) ?? prefix, name: said.slice(dot + 1).toLowerCase() }
}

/** `> dc = "info:srw/…"` and `> "info:srw/…"`: what a prefix stands for, in the scope where it is said. */
function readPrefixes(r: Reader): void {
  while (peek(r)?.kind === 'symbol' && peek(r)?.text === '>') {
    r.at += 1
    const first = text(r, 'a context set')
    const named = peek(r)?.kind === 'symbol' && peek(r)?.text === '='
    if (named) r.at += 1
    const [prefix, set] = named ? [first.toLowerCase(), text(r, 'a context set')] : ['', first]
    r.prefixes = new Map([...r.prefixes, [prefix, set]])
  }
}

function readModifiers(r: Reader): CqlModifier[] {
  const found: CqlModifier[] = []
  while (peek(r)?.kind === '/') {
    r.at += 1
    const name = nameOf(r, text(r, 'a modifier'))
    const comparison = peek(r)?.kind === 'symbol' ? next(r, 'a comparison').text : null
    found.push({ ...name, comparison, value: comparison === null ? null : text(r, 'a value') })
  }
  return found
}

/** Whether a relation follows the word at hand: a symbol, or a word behind which a term stands. */
function relationFollows(r: Reader): boolean {
  const after = peek(r, 1)
  if (after?.kind === 'symbol') return true
  if (after?.kind !== 'word' || isWord(after, ...BOOLEANS, 'sortby')) return false
  const behind = peek(r, 2)
  return behind?.kind === '/' || isText(behind)
}

const SERVER_CHOICE: Pick<CqlClause, 'index' | 'relation' | 'modifiers'> = {
  index: { set: 'cql', name: 'serverchoice' },
  relation: { set: 'cql', name: 'scr' },
  modifiers: [],
}

function readClause(r: Reader): CqlNode {
  const token = peek(r)
  if (token?.kind === '(') return readGroup(r)
  if (!isText(token)) throw new CqlFault(QUERY_SYNTAX, token ? `a term expected at ${token.text}` : 'no term')
  if (!relationFollows(r)) {
    r.at += 1
    return { kind: 'clause', ...SERVER_CHOICE, term: token.text }
  }
  const index = nameOf(r, text(r, 'an index'))
  const said = next(r, 'a relation')
  const relation = said.kind === 'symbol' ? { set: 'cql', name: said.text } : nameOf(r, said.text)
  const modifiers = readModifiers(r)
  return { kind: 'clause', index, relation, modifiers, term: text(r, 'a term') }
}

function readGroup(r: Reader): CqlNode {
  r.at += 1
  if (++r.depth > DEEPEST) throw new CqlFault(USE_OF_PARENTHESES, `nested deeper than ${DEEPEST}`)
  const outside = r.prefixes
  const node = readNode(r)
  r.prefixes = outside
  r.depth -= 1
  if (r.tokens[r.at++]?.kind !== ')') throw new CqlFault(USE_OF_PARENTHESES, 'a parenthesis is not closed')
  return node
}

/** All booleans bind alike, from the left (CQL 1.2, "Boolean Operators"). */
function readNode(r: Reader): CqlNode {
  readPrefixes(r)
  let left = readClause(r)
  for (let token = peek(r); token !== undefined && token.kind !== ')'; token = peek(r)) {
    if (isWord(token, 'sortby')) break
    if (!isWord(token, ...BOOLEANS))
      throw new CqlFault(QUERY_SYNTAX, `and, or or not expected at ${token.text}`)
    if (++r.booleans > MOST_BOOLEANS) throw new CqlFault(TOO_MANY_BOOLEANS, `${MOST_BOOLEANS}`)
    r.at += 1
    const modifiers = readModifiers(r)
    left = {
      kind: 'boolean',
      op: token.text.toLowerCase() as BooleanOp,
      modifiers,
      left,
      right: readClause(r),
    }
  }
  return left
}

function readSort(r: Reader): CqlSort[] {
  if (!isWord(peek(r), 'sortby')) return []
  r.at += 1
  const keys: CqlSort[] = []
  while (isText(peek(r))) keys.push({ index: nameOf(r, text(r, 'an index')), modifiers: readModifiers(r) })
  if (keys.length === 0) throw new CqlFault(QUERY_SYNTAX, 'sortBy without an index')
  return keys
}

function readQuery(r: Reader): CqlQuery {
  const node = readNode(r)
  const sort = readSort(r)
  const rest = peek(r)
  if (rest?.kind === ')') throw new CqlFault(USE_OF_PARENTHESES, 'a parenthesis too many')
  if (rest) throw new CqlFault(QUERY_SYNTAX, `nothing more expected at ${rest.text}`)
  return { node, sort }
}

/**
 * Takes a question in CQL 1.2 apart (conformance level 2: all of the language is read, also what is not answered).
 * @returns the question, or the diagnostic of the standard that says what is wrong with it
 */
export function parseCql(asked: string): CqlParsed {
  if (asked.length > MOST_CHARACTERS)
    return { ok: false, diagnostic: { code: TOO_MANY_CHARACTERS, details: `${MOST_CHARACTERS}` } }
  try {
    const r: Reader = { tokens: tokensOf(asked), at: 0, depth: 0, booleans: 0, prefixes: new Map() }
    return { ok: true, query: readQuery(r) }
  } catch (error) {
    if (error instanceof CqlFault) return { ok: false, diagnostic: error.diagnostic }
    throw error
  }
}
