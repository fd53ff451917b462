import { NAMED_FIELD, type SearchField, searchFieldOf } from '@kaft/contract/texts/search-fields'
import { parseCql } from '../cql/parse.rules.ts'
import { type Meaning, understand } from '../cql/understand.rules.ts'

/** The index of CQL that each field means, and how its words are asked of it. */
const FIELDS: Readonly<Record<SearchField, { readonly index: string; readonly relation: string }>> = {
  title: { index: 'dc.title', relation: 'all' },
  author: { index: 'dc.creator', relation: 'all' },
  series: { index: 'bib.titleSeries', relation: 'all' },
  subject: { index: 'dc.subject', relation: 'all' },
  publisher: { index: 'dc.publisher', relation: 'all' },
  number: { index: 'bath.standardIdentifier', relation: '=' },
  year: { index: 'dc.date', relation: '=' },
  language: { index: 'dc.language', relation: '=' },
  siso: { index: 'kaft.siso', relation: '=' },
  zizo: { index: 'kaft.zizo', relation: '=' },
  avi: { index: 'kaft.avi', relation: '=' },
  nur: { index: 'kaft.nur', relation: '=' },
}
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
  readonly field: SearchField
  readonly text: string
  readonly isPhrase: boolean
}
function clauseOf({ field: of, text, isPhrase }: Named): string | null {
  const field = FIELDS[of]
  const said = escaped(text).trim()
  if (said === '') return null
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
  const free = text.replace(NAMED_FIELD, (...found: string[]) => {
    const [all = '', name = '', phrase, , word] = found
    const field = searchFieldOf(name)
    if (field === undefined || clauses.length >= MOST_FIELDS) return all
    const clause = clauseOf({ field, text: phrase ?? word ?? '', isPhrase: phrase !== undefined })
    if (clause === null) fault ??= all.trim()
    else clauses.push(clause)
    return ' '
  })
  if (clauses.length === 0) return { free, meaning: null, fault }
  const meaning = understood(clauses.join(' and '))
  return { free, meaning, fault: fault ?? (meaning === null ? clauses.join(' ') : null) }
}
