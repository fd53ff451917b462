import { type DataField, isControlField, type MarcRecord, withHeading } from '@kaft/marc'
import { draftOf, type Line, partsOf, recordOfDraft } from './line.model.ts'

/** Which kinds of authority records a field of a description may point to, by the last two digits of its tag. */
const KINDS: Readonly<Record<string, string>> = {
  '00': 'person',
  '10': 'body',
  '11': 'meeting',
  '30': 'title',
  '47': 'event',
  '48': 'period',
  '50': 'topic,genre',
  '51': 'place',
  '55': 'genre',
}
const IN_TITLES = new Set(
  '100 110 111 130 600 610 611 630 647 648 650 651 655 700 710 711 730 800 810 811 830'.split(' '),
)

/** The kinds to look up for a line; null for a field that no authority record keeps. */
export const kindsOf = (tag: string): string | null =>
  IN_TITLES.has(tag) ? (KINDS[tag.slice(1)] ?? null) : null

/** What is typed of the heading: its name, and what follows in the same part. */
export const askedOf = (line: Line): string =>
  partsOf(line.text)
    .filter(p => 'ab'.includes(p.code))
    .map(p => p.value.trim())
    .join(' ')
    .trim()

/** Whether the line points to an authority record by its number. */
export const isLinked = (line: Line): boolean =>
  kindsOf(line.tag) !== null && partsOf(line.text).some(p => p.code === '0' && p.value.trim() !== '')

interface Hit {
  readonly field: {
    readonly ind1: string
    readonly ind2: string
    readonly subfields: readonly { code: string; value: string }[]
  }
  readonly number: string
}

/** A line with the heading of an authority record, its number in $0, and all that was its own. */
export function takenOver(line: Line, hit: Hit): Pick<Line, 'ind1' | 'text'> {
  const one: MarcRecord = recordOfDraft({ leader: '', lines: [line], next: 1 })
  const [field] = one.fields
  if (!field || isControlField(field)) return line
  const heading: DataField = {
    tag: `1${line.tag.slice(1)}`,
    ind1: hit.field.ind1,
    ind2: hit.field.ind2,
    subfields: hit.field.subfields.map(s => ({ ...s })),
  }
  const made = draftOf({ ...one, fields: [withHeading(field, heading, hit.number)] }).lines[0]
  return made ? { ind1: made.ind1, text: made.text } : line
}
