import { type DataField, fields, type MarcRecord, subfield, subfields } from './record.ts'
import { trimIsbd } from './trim-isbd.ts'

export type Audience = 'adult' | 'youth'

/** Open Vlacc keeps the kind of a heading in $9: v for adults, j for youth, m for music; then th, tr or ge. */
const VLACC_KIND = /^(?:[vj](?:th|tr|ge)|mge)$/
const VLACC_GENRE = /^[vjm]ge$/
const HEADING_PARTS: Readonly<Record<string, string>> = {
  '600': 'abcqdt',
  '610': 'abnt',
  '611': 'anct',
  '630': 'anp',
  '648': 'a',
  '650': 'ab',
  '651': 'a',
  '655': 'ab',
}

function vlaccKind(field: DataField): string | undefined {
  return subfields(field, '9').find(value => VLACC_KIND.test(value))
}

function heading(field: DataField): string {
  const head = subfields(field, HEADING_PARTS[field.tag] ?? 'a').map(part => part.trim())
  return [head.join(' '), ...subfields(field, 'vxyz')].map(trimIsbd).filter(Boolean).join(' -- ')
}

function once(values: string[]): string[] {
  return [...new Set(values.filter(Boolean))]
}

/** What the work is about: 600-651 without the genres, and each uncontrolled term of 653. */
export function extractSubjects(record: MarcRecord): string[] {
  const controlled = fields(record, '600', '610', '611', '630', '648', '650', '651')
    .filter(field => !VLACC_GENRE.test(vlaccKind(field) ?? ''))
    .map(heading)
  const free = fields(record, '653').flatMap(field => subfields(field, 'a').map(trimIsbd))
  return once([...controlled, ...free])
}

/** What the work is: 655, and the headings that Open Vlacc marks as genre (vge, jge, mge). */
export function extractGenres(record: MarcRecord): string[] {
  const marked = fields(record, '650').filter(field => VLACC_GENRE.test(vlaccKind(field) ?? ''))
  return once([...fields(record, '655'), ...marked].map(heading))
}

/** The audience that the headings of Open Vlacc imply, if all that say so agree. */
export function audienceByHeadings(record: MarcRecord): Audience | null {
  const kinds = new Set<string>()
  for (const field of record.fields) {
    if (!field.tag.startsWith('6') || 'value' in field) continue
    const first = vlaccKind(field)?.[0]
    if (first === 'v' || first === 'j') kinds.add(first)
  }
  if (kinds.size !== 1) return null
  return kinds.has('j') ? 'youth' : 'adult'
}

export type AgeRange = { age_from: number | null; age_to: number | null }

/** Ages in years that 521 gives in words: `9-12 jaar`, `vanaf 6 jaar`, `12+`. */
export function agesInWords(record: MarcRecord): AgeRange {
  for (const field of fields(record, '521')) {
    const text = subfield(field, 'a') ?? ''
    const range = /(\d{1,2})\s*(?:-|–|tot|t\/m|to|à)\s*(\d{1,2})/.exec(text)
    if (range !== null) return { age_from: Number(range[1]), age_to: Number(range[2]) }
    const open = /(?:vanaf|ab|from|dès)\s*(\d{1,2})|(\d{1,2})\s*\+/i.exec(text)
    if (open !== null) return { age_from: Number(open[1] ?? open[2]), age_to: null }
  }
  return { age_from: null, age_to: null }
}
