import { textOf, wordsOf } from './holding-places.ts'
import { type DataField, fields, type MarcRecord, subfield } from './record.ts'

/** Which volumes and issues there are, in words. */
export type HoldingStatement = { of: 'basic' | 'supplement' | 'index'; text: string; note: string | null }

const KINDS = ['basic', 'supplement', 'index'] as const

/** $8 is `link.sequence` (MARC 21 Holdings, 853-878): the link ties a pattern to its values. */
const linkOf = (field: DataField): string | undefined => subfield(field, '8')?.split('.')[0]?.trim()

const isWord = (caption: string): boolean => caption !== '' && !/^[(*]/.test(caption)
/** "1990-1999" and "2006-" as years are printed. */
const dashed = (text: string): string => text.replace(/(\d)-(?=\d|$)/g, '$1–')

/** "v. 1-10, no. 2 (1990–1999)": enumeration by its captions, chronology in brackets. */
function inWords(values: DataField, pattern: DataField | undefined): string {
  const said = (codes: string) =>
    [...codes].flatMap(code => {
      const value = subfield(values, code)?.trim()
      if (value === undefined || value === '') return []
      const caption = (pattern && subfield(pattern, code)?.trim()) ?? ''
      const isDate = codes.startsWith('i') || caption.startsWith('(')
      const shown = isDate ? dashed(value) : value
      return [isWord(caption) && !isDate ? `${caption} ${shown}` : shown]
    })
  const [volumes, dates] = [said('abcdefgh').join(', '), said('ijklm').join(' ')]
  if (volumes === '') return dates
  return dates === '' ? volumes : `${volumes} (${dates})`
}

const patternsOf = (record: MarcRecord, index: 0 | 1 | 2): Map<string | undefined, DataField> =>
  new Map(fields(record, `${853 + index}`).map(field => [linkOf(field), field]))

/**
 * 866-868 say it in words and go before 853-865 where they stand in for them ($8 with sequence 0, or no paired fields
 * of that kind at all: Holdings, 866 "Textual Holdings").
 */
function statements(record: MarcRecord, index: 0 | 1 | 2): HoldingStatement[] {
  const of = KINDS[index]
  const textual = fields(record, `${866 + index}`)
    .map(field => ({ of, text: wordsOf(field, 'a') ?? '', note: wordsOf(field, 'z') }))
    .filter(said => said.text !== '')
  if (textual.length > 0) return textual
  const patterns = patternsOf(record, index)
  return fields(record, `${863 + index}`)
    .map(field => ({ of, text: inWords(field, patterns.get(linkOf(field))), note: wordsOf(field, 'z') }))
    .filter(said => said.text !== '')
}

export const holdingStatements = (record: MarcRecord): HoldingStatement[] => [
  ...statements(record, 0),
  ...statements(record, 1),
  ...statements(record, 2),
]

/** The words of the values (863-865) that bear this link and sequence. */
export function wordsOfLink(record: MarcRecord, index: 0 | 1 | 2, link: string): string | null {
  const values = fields(record, `${863 + index}`).find(field => textOf(field, '8') === link)
  if (values === undefined) return null
  return inWords(values, patternsOf(record, index).get(linkOf(values))) || null
}
