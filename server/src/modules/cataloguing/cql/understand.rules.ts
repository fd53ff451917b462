import { normaliseEan, normaliseIsbn, normaliseIsmn, normaliseIssn, type Scheme, SCHEMES } from '@kaft/marc'
import { wholeQuery } from '../search/words-query.rules.ts'
import { MARKS, type Word, wordsOf } from '../words/fold.rules.ts'
import type { CqlClause, CqlModifier, CqlNode, CqlQuery, CqlSort, Diagnostic } from './cql.ts'
import { kindOf, type Kind, type Part, said, SETS } from './indexes.rules.ts'
import { CqlFault } from './tokens.rules.ts'

/** A question as the catalogue can answer it. */
export type Meaning =
  | { readonly is: 'and' | 'or' | 'not'; readonly left: Meaning; readonly right: Meaning }
  | WordsMeaning
  | { readonly is: 'number'; readonly numbers: readonly string[] }
  | { readonly is: 'tag'; readonly tags: readonly string[] }
  | { readonly is: 'year'; readonly from: number; readonly until: number }
  | { readonly is: 'library'; readonly code: string }
  | { readonly is: 'record'; readonly title_id: string | null; readonly control_number: string }
  | { readonly is: 'marks'; readonly query: string }
  | { readonly is: 'changed'; readonly from: string | null; readonly until: string | null }
/** Words in a part of the description. `query` is what `to_tsquery` reads. */
export interface WordsMeaning {
  readonly is: 'words'
  readonly part: Part
  readonly query: string
  /** All of the title, and nothing more. */
  readonly exactly: string | null
  /** All that was asked as one word, by which a title that is no more than that is known; null where that means nothing. */
  readonly whole: { readonly title: string; readonly maker: string } | null
}
export interface SortBy {
  readonly key: 'title' | 'maker' | 'year' | 'changed'
  readonly down: boolean
}
export interface Understood {
  readonly meaning: Meaning
  readonly sort: readonly SortBy[]
}

/** Modifiers that ask for what is done anyway; any other is refused by name. */
const HARMLESS = new Set([
  'ignorecase',
  'ignoreaccents',
  'stem',
  'relevant',
  'word',
  'string',
  'masked',
  'isodate',
])
function refuseModifiers(modifiers: readonly CqlModifier[], code: number): void {
  const strange = modifiers.find(m => !HARMLESS.has(m.name))
  if (strange) throw new CqlFault(code, said(strange))
}

/** A term with its escapes undone (CQL 1.2, "Masking and escaping"); a star at its end says: words that begin so. */
function unmasked(term: string): { text: string; truncated: boolean } {
  const truncated = /(?:^|[^\\])(?:\\\\)*\*$/.test(term)
  const body = truncated ? term.slice(0, -1) : term
  const anchored = body.replace(/^\^|(?<!\\)\^$/g, '')
  if (/(?<!\\)(?:\\\\)*[*?]/.test(anchored)) throw new CqlFault(28, term)
  if (/(?<!\\)(?:\\\\)*\^/.test(anchored)) throw new CqlFault(32, term)
  if (anchored !== body) throw new CqlFault(31, term)
  return { text: anchored.replace(/\\([\s\S])/g, '$1'), truncated }
}

const WEIGHTS: Readonly<Record<Part, string>> = { any: '', title: 'AB', maker: 'B', subject: 'C' }
const MOST_WORDS = 16
/** One letter begins every other word. */
const PREFIX_FROM = 2

function term({ joined, parts }: Word, weights: string, truncated: boolean): string {
  const mark = `${truncated ? '*' : ''}${weights}`
  const quoted = (word: string) => `'${word}'${mark === '' ? '' : `:${mark}`}`
  if (parts.length === 1 && parts[0] === joined) return quoted(joined)
  return `(${quoted(joined)} | (${parts.map(quoted).join(' & ')}))`
}

const JOINTS: Readonly<Record<string, string>> = { all: ' & ', any: ' | ', adj: ' <-> ' }
function wordsMeaning(clause: CqlClause, part: Part): Meaning {
  const { text, truncated } = unmasked(clause.term)
  const words = wordsOf(text).slice(0, MOST_WORDS)
  const last = words.at(-1)
  if (last === undefined) throw new CqlFault(text.trim() === '' ? 27 : 36, clause.term)
  if (truncated && last.joined.length < PREFIX_FROM) throw new CqlFault(29, clause.term)
  const relation = clause.relation.name
  const exact = relation === '==' || relation === 'exact'
  if (exact && (part !== 'title' || truncated)) throw new CqlFault(22, said(clause.relation))
  // A string of words asks for them side by side, as the standard proposes for "="; without a relation, for all of them.
  const joint = JOINTS[relation === '=' || exact ? 'adj' : relation === 'scr' ? 'all' : relation]
  if (joint === undefined) throw new CqlFault(19, said(clause.relation))
  const query = words
    .map((word, i) => term(word, WEIGHTS[part], truncated && i === words.length - 1))
    .join(joint)
  const whole = part === 'any' || part === 'title' ? wholeQuery(text) : null
  return { is: 'words', part, query, exactly: exact ? text : null, whole }
}

/** Words of publishers and series stand in the index by themselves, each with the sign of its field before it. */
function marksMeaning(clause: CqlClause, kind: 'series' | 'publisher'): Meaning {
  const { text, truncated } = unmasked(clause.term)
  const words = wordsOf(text).slice(0, MOST_WORDS)
  if (words.length === 0) throw new CqlFault(text.trim() === '' ? 27 : 36, clause.term)
  const joint = { '=': ' & ', scr: ' & ', all: ' & ', any: ' | ' }[clause.relation.name]
  if (joint === undefined) throw new CqlFault(22, `${said(clause.relation)} ${said(clause.index)}`)
  const sign = MARKS[kind]
  const marked = words.map(({ joined, parts }, i) => {
    const star = truncated && i === words.length - 1 ? ':*' : ''
    const one = (word: string) => `'${sign}${word}'${star}`
    return parts.length === 1 && parts[0] === joined
      ? one(joined)
      : `(${one(joined)} | (${parts.map(one).join(' & ')}))`
  })
  return { is: 'marks', query: marked.join(joint) }
}

const EQUAL = new Set(['=', '==', 'exact', 'scr', 'any', 'all'])
function onlyEqual(clause: CqlClause): string {
  if (!EQUAL.has(clause.relation.name))
    throw new CqlFault(22, `${said(clause.relation)} ${said(clause.index)}`)
  const { text, truncated } = unmasked(clause.term)
  if (truncated) throw new CqlFault(28, clause.term)
  if (text.trim() === '') throw new CqlFault(27, '')
  return text.trim()
}

function numberMeaning(clause: CqlClause): Meaning {
  const text = onlyEqual(clause)
  const asked = clause.relation.name === 'any' ? text.split(/\s+/) : [text]
  const numbers = asked.flatMap(
    one =>
      normaliseIsbn(one) ??
      normaliseEan(one) ??
      normaliseIsmn(one) ??
      normaliseIssn(one)?.replace('-', '') ??
      [],
  )
  // What is no number of a book stands on no title: an empty answer and no fault, as for any other word.
  return { is: 'number', numbers }
}

const FIRST_YEAR = 0
const LAST_YEAR = 9999
function yearMeaning(clause: CqlClause): Meaning {
  const { text } = unmasked(clause.term)
  const years = text.match(/\b\d{4}\b/g)?.map(Number) ?? []
  const [first, second = first] = years
  if (first === undefined || second === undefined) throw new CqlFault(36, clause.term)
  const spans: Readonly<Record<string, readonly [number, number]>> = {
    '=': [first, first],
    '==': [first, first],
    exact: [first, first],
    scr: [first, first],
    '<': [FIRST_YEAR, first - 1],
    '<=': [FIRST_YEAR, first],
    '>': [first + 1, LAST_YEAR],
    '>=': [first, LAST_YEAR],
    within: [first, second],
  }
  const span = spans[clause.relation.name]
  if (span === undefined) throw new CqlFault(22, `${said(clause.relation)} ${said(clause.index)}`)
  return { is: 'year', from: span[0], until: span[1] }
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/
function momentOf(text: string, edge: 'start' | 'end'): string {
  if (!MOMENT.test(text)) throw new CqlFault(36, text)
  try {
    const whole = text.includes('T')
    const start = Temporal.Instant.from(whole ? text : `${text}T00:00:00Z`)
    return (edge === 'start' ? start : start.add(whole ? { seconds: 1 } : { hours: 24 })).toString()
  } catch {
    throw new CqlFault(36, text)
  }
}

function changedMeaning(clause: CqlClause): Meaning {
  const { text } = unmasked(clause.term)
  const [first = '', second = first] = text.trim().split(/\s+/)
  const [start, end] = [() => momentOf(first, 'start'), (t: string) => momentOf(t, 'end')]
  const spans: Readonly<Record<string, () => readonly [string | null, string | null]>> = {
    '=': () => [start(), end(first)],
    scr: () => [start(), end(first)],
    '<': () => [null, start()],
    '<=': () => [null, end(first)],
    '>': () => [end(first), null],
    '>=': () => [start(), null],
    within: () => [start(), end(second)],
  }
  const span = spans[clause.relation.name]
  if (span === undefined) throw new CqlFault(22, `${said(clause.relation)} ${said(clause.index)}`)
  const [from, until] = span()
  return { is: 'changed', from, until }
}

/** `oai:kaft:12`, `12`, or the number in 001. */
function recordMeaning(clause: CqlClause): Meaning {
  const text = onlyEqual(clause)
  const id = /^(?:oai:kaft:)?([1-9]\d{0,17})$/.exec(text)?.[1] ?? null
  return { is: 'record', title_id: id, control_number: text }
}

const isScheme = (kind: Kind): kind is Scheme => SCHEMES.some(scheme => scheme === kind)

function clauseMeaning(clause: CqlClause): Meaning {
  const kind = kindOf(clause.index)
  if (clause.relation.set !== null && SETS[clause.relation.set] !== 'cql')
    throw new CqlFault(19, said(clause.relation))
  refuseModifiers(clause.modifiers, 20)
  if (kind === 'number') return numberMeaning(clause)
  if (kind === 'year') return yearMeaning(clause)
  if (kind === 'changed') return changedMeaning(clause)
  if (kind === 'record') return recordMeaning(clause)
  if (kind === 'series' || kind === 'publisher') return marksMeaning(clause, kind)
  if (kind === 'library') return { is: 'library', code: onlyEqual(clause) }
  if (kind === 'language' || kind === 'material' || isScheme(kind)) {
    const asked = onlyEqual(clause).toLowerCase()
    const values = clause.relation.name === 'any' ? asked.split(/\s+/) : [asked]
    return { is: 'tag', tags: values.map(value => `${kind}:${value}`) }
  }
  return wordsMeaning(clause, kind)
}

function meaningOf(node: CqlNode): Meaning {
  if (node.kind === 'clause') return clauseMeaning(node)
  if (node.op === 'prox') throw new CqlFault(39, '')
  const [strange] = node.modifiers
  if (strange) throw new CqlFault(46, said(strange))
  return { is: node.op, left: meaningOf(node.left), right: meaningOf(node.right) }
}

const SORT_KEYS: Partial<Record<Kind, SortBy['key']>> = {
  title: 'title',
  maker: 'maker',
  year: 'year',
  changed: 'changed',
}
function sortOf({ index, modifiers }: CqlSort): SortBy {
  const key = SORT_KEYS[kindOf(index)]
  if (key === undefined) throw new CqlFault(80, said(index))
  const strange = modifiers.find(m => !/^(?:ascending|descending|ignorecase|ignoreaccents)$/.test(m.name))
  if (strange) throw new CqlFault(82, said(strange))
  return { key, down: modifiers.some(m => m.name === 'descending') }
}

/** What a question means in this catalogue, or the diagnostic of the standard for the first part that it cannot answer. */
export function understand({ node, sort }: CqlQuery): Understood | { readonly diagnostic: Diagnostic } {
  try {
    return { meaning: meaningOf(node), sort: sort.map(sortOf) }
  } catch (error) {
    if (error instanceof CqlFault) return { diagnostic: error.diagnostic }
    throw error
  }
}
