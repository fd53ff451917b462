import { parseCql } from '../cql/parse.rules.ts'
import { type Understood, understand } from '../cql/understand.rules.ts'
import { numberOf } from '../search/search-titles.ts'

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, ' ').replace(/[*?^]/g, ' ')}"`

const FILTERS = {
  material: 'dc.type',
  language: 'dc.language',
  library: 'bath.possessingInstitution',
} as const
export type Filters = Partial<Record<'q' | keyof typeof FILTERS, string>>

/** What a reader typed, and by what it is narrowed, as the question in CQL that it is; null where all titles are asked. */
export function questionOf(asked: Filters): string | null {
  const words = asked.q?.trim()
  const number = words ? numberOf(words) : null
  const parts = [
    ...(number !== null
      ? [`bath.standardIdentifier = ${quoted(number)}`]
      : words
        ? [`cql.anywhere all ${quoted(words)}`]
        : []),
    ...Object.entries(FILTERS).flatMap(([name, index]) => {
      const value = asked[name as keyof typeof FILTERS]
      return value ? [`${index} = ${quoted(value)}`] : []
    }),
  ]
  return parts.length === 0 ? null : parts.join(' and ')
}

/** A question as the catalogue answers it; null where it asks for nothing that could be found. */
export function meaningOfQuestion(question: string): Understood | null {
  const parsed = parseCql(question)
  if (!parsed.ok) return null
  const said = understand(parsed.query)
  return 'diagnostic' in said ? null : said
}
