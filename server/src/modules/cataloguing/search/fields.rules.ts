import { parseCql } from '../cql/parse.rules.ts'
import { type Meaning, understand } from '../cql/understand.rules.ts'

/**
 * Fields that can be named in the one box of search, as `auteur:elsschot` or `titel:"het been"`, in Dutch and English, and
 * the index of CQL that each means.
 */
const FIELDS: readonly { readonly names: string; readonly index: string; readonly relation: string }[] = [
  { names: 'titel title', index: 'dc.title', relation: 'all' },
  { names: 'auteur author maker', index: 'dc.creator', relation: 'all' },
  { names: 'reeks serie series', index: 'bib.titleSeries', relation: 'all' },
  { names: 'onderwerp genre subject', index: 'dc.subject', relation: 'all' },
  { names: 'uitgever publisher', index: 'dc.publisher', relation: 'all' },
  { names: 'isbn issn ean nummer', index: 'bath.standardIdentifier', relation: '=' },
  { names: 'jaar year', index: 'dc.date', relation: '=' },
  { names: 'taal language', index: 'dc.language', relation: '=' },
  { names: 'siso', index: 'kaft.siso', relation: '=' },
  { names: 'zizo', index: 'kaft.zizo', relation: '=' },
  { names: 'avi', index: 'kaft.avi', relation: '=' },
  { names: 'nur', index: 'kaft.nur', relation: '=' },
]
const byName = new Map(FIELDS.flatMap(f => f.names.split(' ').map(name => [name, f] as const)))
const NAMED = /(?<![\p{L}\p{N}])(\p{L}{3,10}):\s?(?:["“„]([^"“”„]*)(["“”]|$)|([^\s"“”„]+))/giu
const CQL = /^\s*cql:\s*/i
const MOST_FIELDS = 8

/** What was typed: the words that belong to no field, and what is asked of fields. */
export interface Typed {
  readonly free: string
  /** Null where no field was named. */
  readonly meaning: Meaning | null
  /** The field, or the question in CQL, that cannot be understood. */
  readonly fault: string | null
}

const escaped = (text: string): string => text.replace(/[\\"*?^]/g, ' ')

/** `1990`, `1990-1999`, `1990-` and `-1999`. */
function yearClause(text: string): string | null {
  const span = /^(\d{4})?\s*([-–])?\s*(\d{4})?$/.exec(text.trim())
  const [, from, dash, until] = span ?? []
  if (!span || (from === undefined && until === undefined)) return null
  if (dash === undefined) return `dc.date = ${from}`
  if (from === undefined) return `dc.date <= ${until}`
  return until === undefined ? `dc.date >= ${from}` : `dc.date within "${from} ${until}"`
}

interface Named {
  readonly name: string
  readonly text: string
  readonly isPhrase: boolean
}
function clauseOf({ name, text, isPhrase }: Named): string | null {
  const field = byName.get(name.toLowerCase())
  const said = escaped(text).trim()
  if (!field || said === '') return null
  if (field.index === 'dc.date') return yearClause(text)
  const relation =
    isPhrase && field.relation === 'all' && !field.index.startsWith('bib') ? '=' : field.relation
  const star = !isPhrase && field.relation === 'all' && said.length > 2 ? '*' : ''
  return `${field.index} ${relation} "${said}${star}"`
}

function understood(question: string): Meaning | null {
  const parsed = parseCql(question)
  if (!parsed.ok) return null
  const said = understand(parsed.query)
  return 'diagnostic' in said ? null : said.meaning
}

/**
 * Reads what was typed into the box of search. A text that begins with `cql:` is a question in CQL as a whole. A word before
 * a colon that is no field, as in "Mozart: een leven", is a word like any other.
 */
export function typedOf(text: string): Typed {
  if (CQL.test(text)) {
    const question = text.replace(CQL, '')
    const meaning = question.trim() === '' ? null : understood(question)
    return { free: '', meaning, fault: meaning === null ? question.slice(0, 100) : null }
  }
  const clauses: string[] = []
  let fault: string | null = null
  const free = text.replace(NAMED, (...found: string[]) => {
    const [all = '', name = '', phrase, , word] = found
    if (!byName.has(name.toLowerCase()) || clauses.length >= MOST_FIELDS) return all
    const clause = clauseOf({ name, text: phrase ?? word ?? '', isPhrase: phrase !== undefined })
    if (clause === null) fault ??= all.trim()
    else clauses.push(clause)
    return ' '
  })
  if (clauses.length === 0) return { free, meaning: null, fault }
  const meaning = understood(clauses.join(' and '))
  return { free, meaning, fault: fault ?? (meaning === null ? clauses.join(' ') : null) }
}
