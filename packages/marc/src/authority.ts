import { controlField, type DataField, fields, isControlField, type MarcRecord, subfields } from './record.ts'
import { trimIsbd } from './trim-isbd.ts'

/** What a heading names, by the last two digits of its tag (MARC 21 Authority, 1XX). */
const KINDS = {
  '00': 'person',
  '10': 'body',
  '11': 'meeting',
  '30': 'title',
  '47': 'event',
  '48': 'period',
  '50': 'topic',
  '51': 'place',
  '55': 'genre',
  '62': 'medium',
  '80': 'subdivision',
  '81': 'subdivision',
  '82': 'subdivision',
  '85': 'subdivision',
} as const
export type HeadingKind = (typeof KINDS)[keyof typeof KINDS]

/** A heading in words. A title of a person's work has the person in it too: "Elsschot, Willem. Kaas". */
export type Heading = { text: string; kind: HeadingKind }
/** Another heading that leads here (see) or beside this one (see also), and how the two are related. */
export type Tracing = Heading & { relation: 'earlier' | 'later' | 'broader' | 'narrower' | 'other' }

/** What linking and searching need of an authority record. */
export type AuthorityFacts = {
  control_number: string | null
  /** 003 or 040 $a: whose number and whose record it is. */
  agency: string | null
  heading: Heading
  /** 4XX: other forms of the name, under which nothing is filed. */
  see_from: Tracing[]
  /** 5XX: other headings, which have records of their own. */
  see_also: Tracing[]
  /** Other numbers of the same heading: 010, 024, 035. */
  other_numbers: string[]
  /** 046 $f and $g, or $d of a name: when a person lived. */
  dates: string | null
}

/** Subfields that belong to the heading itself; what controls it ($w $0 $1 $2 $5 $6 $8 $i $4 $e) does not. */
const OF_HEADING = 'abcdfghjklmnopqrst'
const SUBDIVISIONS = 'vxyz'
/** $w/0 (Authority, Tracings and references): a earlier, b later, g broader, h narrower. */
const RELATIONS: Readonly<Record<string, Tracing['relation']>> = {
  a: 'earlier',
  b: 'later',
  g: 'broader',
  h: 'narrower',
}

/** A heading as people read it: its parts by full stops and spaces as they are written, subdivisions behind dashes. */
function headingText(field: DataField): string {
  const isSubdivision = field.tag.startsWith('8', 1)
  const codes = field.tag.endsWith('51') ? 'ag' : OF_HEADING
  const main = isSubdivision ? [] : subfields(field, codes).map(part => part.trim())
  const name = main.filter(Boolean).reduce((all, part) => (all === '' ? part : `${all} ${part}`), '')
  const under = subfields(field, SUBDIVISIONS).map(trimIsbd)
  return [trimIsbd(name), ...under].filter(Boolean).join(' -- ')
}

const kindOf = (tag: string): HeadingKind | undefined => (KINDS as Record<string, HeadingKind>)[tag.slice(1)]

function tracings(record: MarcRecord, first: '4' | '5'): Tracing[] {
  return record.fields.flatMap(field => {
    if (isControlField(field) || !field.tag.startsWith(first)) return []
    const [kind, text] = [kindOf(field.tag), headingText(field)]
    if (kind === undefined || text === '') return []
    return [{ text, kind, relation: RELATIONS[subfields(field, 'w')[0]?.[0] ?? ''] ?? 'other' }]
  })
}

function otherNumbers(record: MarcRecord): string[] {
  const all = [...fields(record, '010', '024', '035')].flatMap(field => subfields(field, 'a'))
  return [...new Set(all.map(number => number.trim()).filter(Boolean))]
}

/** The heading of an authority record, and what leads to it; null when the record is none, or has no heading. */
export function extractAuthority(record: MarcRecord): AuthorityFacts | null {
  if (record.leader[6] !== 'z') return null
  const field = record.fields.find(
    (f): f is DataField => !isControlField(f) && f.tag.startsWith('1') && kindOf(f.tag) !== undefined,
  )
  const kind = field && kindOf(field.tag)
  const text = field && headingText(field)
  if (!field || !kind || !text) return null
  const agency = controlField(record, '003')?.trim() || subfields(fields(record, '040')[0] ?? field, 'a')[0]
  const dates = kind === 'person' ? trimIsbd(subfields(field, 'd')[0] ?? '') : ''
  return {
    control_number: controlField(record, '001')?.trim() || null,
    agency: (fields(record, '040').length > 0 || controlField(record, '003') ? agency?.trim() : '') || null,
    heading: { text, kind },
    see_from: tracings(record, '4'),
    see_also: tracings(record, '5'),
    other_numbers: otherNumbers(record),
    dates: dates === '' ? null : dates,
  }
}
