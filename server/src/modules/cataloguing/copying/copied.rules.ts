import {
  controlField,
  type DataField,
  dataField,
  fields,
  isControlField,
  type MarcField,
  type MarcRecord,
  subfields,
} from '@kaft/marc'

const PREFIX = /^\([^)]*\)/
/** A shorter number without a name before it is everybody's. */
const TELLING = 6

/** The numbers that a record bears, by who gave them, and without where they are long enough: 001 (by 003), 035 $a. */
export function numbersBorne(record: MarcRecord): Set<string> {
  const own = controlField(record, '001')?.trim() ?? ''
  const agency = controlField(record, '003')?.trim() ?? ''
  const others = fields(record, '035').flatMap(f => subfields(f, 'a').map(n => n.trim()))
  const all = [...(own === '' ? [] : [own, ...(agency === '' ? [] : [`(${agency})${own}`])]), ...others]
  const bare = all.map(n => n.replace(PREFIX, '').trim()).filter(n => n.length >= TELLING)
  return new Set([...all.filter(n => PREFIX.test(n)), ...bare])
}

/** `690` is one field, `9XX` all that begin so. */
const named = (tag: string, pattern: string): boolean =>
  [...pattern].every((c, i) => c === 'X' || c === tag[i])

/** Numbers and moments of the other catalogue: 001, 003 and 005 are of who keeps the record. */
const OF_THE_KEEPER = new Set(['001', '003', '005'])

/**
 * What of another catalogue's record is taken: without its number (which stays in 035, by who gave it), without its
 * moment, without fields that are never taken, and with who copied it in 040 $d (MARC 21, 040: modifying agency).
 */
export function copied(
  record: MarcRecord,
  of: { readonly agency: string; readonly drop: readonly string[]; readonly by: string },
): MarcRecord {
  const number = controlField(record, '001')?.trim() ?? ''
  const agency = controlField(record, '003')?.trim() || of.agency
  const mark = number === '' ? null : `(${agency})${number}`
  const kept = record.fields.filter(
    f => !OF_THE_KEEPER.has(f.tag) && !of.drop.some(pattern => named(f.tag, pattern)),
  )
  const known = kept.some(
    f => f.tag === '035' && !isControlField(f) && f.subfields.some(s => s.code === 'a' && s.value === mark),
  )
  const all: MarcField[] = kept.map(f => (f.tag === '040' && !isControlField(f) ? signed(f, of.by) : f))
  if (mark !== null && !known) insert(all, dataField('035', '  ', [['a', mark]]))
  if (!all.some(f => f.tag === '040')) insert(all, dataField('040', '  ', [['c', of.by]]))
  // It is a new record here, whatever it is there (leader/05).
  const leader = `${record.leader.slice(0, 5)}n${record.leader.slice(6)}`
  return { leader, fields: all }
}

const signed = (field: DataField, by: string): DataField =>
  field.subfields.some(s => s.value === by && ['a', 'c', 'd'].includes(s.code))
    ? field
    : { ...field, subfields: [...field.subfields, { code: 'd', value: by }] }

/** In its place among the tags, behind those of its own. */
function insert(all: MarcField[], field: MarcField): void {
  const at = all.findIndex(f => f.tag > field.tag)
  all.splice(at < 0 ? all.length : at, 0, field)
}
