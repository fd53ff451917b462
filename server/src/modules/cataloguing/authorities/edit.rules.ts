import {
  authorityNames,
  dataField,
  type DataField,
  headingField,
  headingOf,
  isControlField,
  type MarcField,
  type MarcRecord,
} from '@kaft/marc'

const LEADER = '00000nz  a2200000n  4500'
/** 008 of MARC 21 Authority has 40 places; those of which nothing is known hold a fill character. */
const fixed = (at: Temporal.Instant): string =>
  `${at.toString().slice(2, 10).replaceAll('-', '')}${'|'.repeat(34)}`

/** Where in a record a field comes, by its tag: behind those that are alike. */
function put(record: MarcRecord, field: MarcField): MarcRecord {
  const at = record.fields.findIndex(f => f.tag > field.tag)
  return { ...record, fields: record.fields.toSpliced(at < 0 ? record.fields.length : at, 0, field) }
}

/** A heading as a name that leads to another: 100 becomes 400. `w`: how it was related (MARC 21 Authority, $w). */
function seeFrom(heading: DataField, w: string | null): DataField {
  const parts = heading.subfields.filter(s => /[a-z]/.test(s.code) && s.code !== 'w' && s.code !== 'i')
  return {
    ...heading,
    tag: `4${heading.tag.slice(1)}`,
    subfields: [...(w === null ? [] : [{ code: 'w', value: w }]), ...parts],
  }
}

const has = (record: MarcRecord, field: DataField): boolean => {
  const form = headingOf(field)
  return authorityNames(record).some(n => n.role !== 'also' && n.norm === form?.norm && n.kind === form.kind)
}

/** A name that leads to this record, unless it does already. */
export const withSeeFrom = (record: MarcRecord, heading: DataField, w: string | null = null): MarcRecord =>
  has(record, heading) ? record : put(record, seeFrom(heading, w))

/**
 * A record whose heading changed keeps the former one as a name that leads to it ($w nne: the earlier established form),
 * so that titles and people who have it still find their way.
 */
export function keepFormer(before: MarcRecord, after: MarcRecord): MarcRecord {
  const former = headingField(before)
  return former === undefined ? after : withSeeFrom(after, former, 'nne')
}

/** What another record gives to the one that it goes up in: its heading, the names that lead to it, and its numbers. */
export function absorbed(into: MarcRecord, from: MarcRecord, numbers: readonly string[]): MarcRecord {
  const names = from.fields.filter(
    (f): f is DataField =>
      !isControlField(f) && (f.tag.startsWith('1') || f.tag.startsWith('4')) && headingOf(f) !== null,
  )
  const named = names.reduce((record, name) => withSeeFrom(record, name), into)
  const known = new Set(
    named.fields.flatMap(f => (isControlField(f) || f.tag !== '035' ? [] : f.subfields.map(s => s.value))),
  )
  return numbers
    .filter(n => !known.has(n))
    .reduce((record, number) => put(record, dataField('035', '  ', [['a', number]])), named)
}

/** A new record for a heading that titles have; its number comes with it. */
export function recordOfHeading(field: DataField, at: Temporal.Instant): MarcRecord {
  const heading = { ...field, tag: `1${field.tag.slice(1)}`, ind2: ' ' }
  return { leader: LEADER, fields: [{ tag: '008', value: fixed(at) }, heading] }
}
