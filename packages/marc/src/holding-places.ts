import { type DataField, isControlField, type MarcRecord, subfield, subfields } from './record.ts'

/** 852: where something stands. */
export type HoldingPlace = {
  /** Its number among the fields of the record: pieces that follow belong to it. */
  field: number
  institution: string | null
  branch: string | null
  shelf: string | null
  call_number: string | null
  copy: string | null
  note: string | null
}

const orNull = (text: string): string | null => (text === '' ? null : text)
export const wordsOf = (field: DataField, codes: string): string | null =>
  orNull(
    subfields(field, codes)
      .map(part => part.trim())
      .filter(Boolean)
      .join(' '),
  )
export const textOf = (field: DataField, code: string): string | null =>
  orNull(subfield(field, code)?.trim() ?? '')

/** The fields with these tags, each with its number among all fields of the record. */
export function numbered(record: MarcRecord, tags: readonly string[]): { field: DataField; at: number }[] {
  return record.fields.flatMap((field, at) =>
    tags.includes(field.tag) && !isControlField(field) ? [{ field, at }] : [],
  )
}

/** The class ($h $i, between prefix $k and suffix $m), else the number of the shelf ($j), else the title there ($l). */
const callNumber = (field: DataField): string | null =>
  subfield(field, 'h') !== undefined || subfield(field, 'i') !== undefined
    ? wordsOf(field, 'khim')
    : (wordsOf(field, 'kjm') ?? wordsOf(field, 'l'))

export function holdingPlaces(record: MarcRecord): HoldingPlace[] {
  return numbered(record, ['852']).map(({ field, at }) => ({
    field: at,
    institution: textOf(field, 'a'),
    branch: wordsOf(field, 'b'),
    shelf: wordsOf(field, 'c'),
    call_number: callNumber(field),
    copy: textOf(field, 't'),
    note: wordsOf(field, 'z'),
  }))
}
