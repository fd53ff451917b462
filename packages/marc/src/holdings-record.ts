import { controlField, type DataField, fields, type MarcRecord, subfield, subfields } from './record.ts'

/** What a library has of a title by a record of the MARC 21 Format for Holdings Data. */
export type HoldingsFacts = {
  control_number: string | null
  /** 004: the number of the title's record. */
  title_number: string | null
  /** 852: where it stands. */
  places: { branch: string | null; shelf: string | null; call_number: string | null }[]
  /** Which volumes and issues there are, in words. */
  statements: { of: 'basic' | 'supplement' | 'index'; text: string; note: string | null }[]
}

/** Whether leader/06 says holdings: u unknown, v multipart, x single-part, y serial. */
export function isHoldingsRecord(record: MarcRecord): boolean {
  return 'uvxy'.includes(record.leader[6] ?? ' ')
}

const KINDS = ['basic', 'supplement', 'index'] as const
const orNull = (text: string): string | null => (text === '' ? null : text)
const words = (field: DataField, codes: string): string | null =>
  orNull(
    subfields(field, codes)
      .map(part => part.trim())
      .filter(Boolean)
      .join(' '),
  )

/** $8 is `link.sequence` (MARC 21 Holdings, 853-878): the link ties a pattern to its values. */
function linkOf(field: DataField): string | undefined {
  return subfield(field, '8')?.split('.')[0]?.trim()
}

const isWord = (caption: string): boolean => caption !== '' && !/^[(*]/.test(caption)

/** "v. 1-10, no. 2 (1990-1999)": enumeration by its captions, chronology in brackets. */
function inWords(values: DataField, pattern: DataField | undefined): string {
  const said = (codes: string) =>
    [...codes].flatMap(code => {
      const value = subfield(values, code)?.trim()
      if (value === undefined || value === '') return []
      const caption = (pattern && subfield(pattern, code)?.trim()) ?? ''
      const isDate = codes.startsWith('i')
      return [isWord(caption) && !isDate ? `${caption} ${value}` : value]
    })
  const [volumes, dates] = [said('abcdefgh').join(', '), said('ijklm').join(' ')]
  if (volumes === '') return dates
  return dates === '' ? volumes : `${volumes} (${dates})`
}

/**
 * 866-868 say it in words and go before 853-865 where they stand in for them ($8 with sequence 0, or no paired fields
 * of that kind at all: Holdings, 866 "Textual Holdings").
 */
function statements(record: MarcRecord, index: 0 | 1 | 2): HoldingsFacts['statements'] {
  const of = KINDS[index]
  const textual = fields(record, `${866 + index}`)
    .map(field => ({ of, text: words(field, 'a') ?? '', note: words(field, 'z') }))
    .filter(said => said.text !== '')
  if (textual.length > 0) return textual
  const patterns = new Map(fields(record, `${853 + index}`).map(field => [linkOf(field), field]))
  return fields(record, `${863 + index}`)
    .map(field => ({ of, text: inWords(field, patterns.get(linkOf(field))), note: words(field, 'z') }))
    .filter(said => said.text !== '')
}

/** Reads a holdings record; null for a record of another kind. Never throws. */
export function extractHoldingsRecord(record: MarcRecord): HoldingsFacts | null {
  if (!isHoldingsRecord(record)) return null
  return {
    control_number: orNull(controlField(record, '001')?.trim() ?? ''),
    title_number: orNull(controlField(record, '004')?.trim() ?? ''),
    places: fields(record, '852').map(field => ({
      branch: words(field, 'b'),
      shelf: words(field, 'c'),
      call_number: words(field, 'khim'),
    })),
    statements: [...statements(record, 0), ...statements(record, 1), ...statements(record, 2)],
  }
}
