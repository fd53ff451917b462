/**
 * A MARC 21 record as plain data. Inside Kaft every text is Unicode in normal form C; how a file had it is
 * the reader's business. The shapes follow "MARC 21 Specifications for Record Structure" of the Library of
 * Congress: a leader of 24 characters, control fields (tags 001-009) that hold one text, and data fields with
 * two indicators and subfields.
 */
export type Subfield = { code: string; value: string }
export type ControlField = { tag: string; value: string }
export type DataField = { tag: string; ind1: string; ind2: string; subfields: Subfield[] }
export type MarcField = ControlField | DataField
export type MarcRecord = { leader: string; fields: MarcField[] }

/** The leader of a new record: a book, described by ISBD, in Unicode. Lengths are filled in when it is written. */
export const BOOK_LEADER = '00000nam a2200000 i 4500'

export function isControlField(field: MarcField): field is ControlField {
  return 'value' in field
}

/** Tags that start with two zeros are control fields (Record Structure, "Variable control fields"). */
export function isControlTag(tag: string): boolean {
  return tag.startsWith('00')
}

/** Makes a data field; the two indicators are given as one text of two characters, blanks included. */
export function dataField(
  tag: string,
  indicators: string,
  subfields: [code: string, value: string][],
): DataField {
  return {
    tag,
    ind1: indicators[0] ?? ' ',
    ind2: indicators[1] ?? ' ',
    subfields: subfields.map(([code, value]) => ({ code, value })),
  }
}

/** The text of the first control field with this tag. */
export function controlField(record: MarcRecord, tag: string): string | undefined {
  for (const field of record.fields) if (field.tag === tag && isControlField(field)) return field.value
  return undefined
}

/** The data fields with one of these tags, in the order of the record. */
export function fields(record: MarcRecord, ...tags: string[]): DataField[] {
  const found: DataField[] = []
  const [first] = tags
  const more = tags.length > 1
  for (const field of record.fields) {
    const { tag } = field
    if ((tag === first || (more && tags.includes(tag))) && !isControlField(field)) found.push(field)
  }
  return found
}

/** The value of the first subfield with this code. */
export function subfield(field: DataField, code: string): string | undefined {
  for (const part of field.subfields) if (part.code === code) return part.value
  return undefined
}

/** The values of all subfields whose code is one of the characters of `codes`, in the order of the field. */
export function subfields(field: DataField, codes: string): string[] {
  const found: string[] = []
  for (const { code, value } of field.subfields) if (codes.includes(code)) found.push(value)
  return found
}

/** The value of the first subfield `code` of the first field `tag` that has one. */
export function firstSubfield(record: MarcRecord, tag: string, code: string): string | undefined {
  for (const field of fields(record, tag)) {
    const value = subfield(field, code)
    if (value !== undefined) return value
  }
  return undefined
}

/** One or more positions of the leader or of a fixed-length control field; blanks where it is too short. */
export function positions(text: string | undefined, from: number, length = 1): string {
  return (text ?? '').slice(from, from + length).padEnd(length, ' ')
}
