import { type DataField, headingsIn, type MarcRecord, withHeading } from '@kaft/marc'

export interface Heading {
  readonly field: DataField
  /** What the titles point to it by, in $0. */
  readonly number: string
}

/**
 * A description with the heading of an authority record wherever it had another form of it. `linked` says which of its
 * headings the record keeps. Null where none of its fields changes.
 */
export function aligned(
  record: MarcRecord,
  { field: heading, number }: Heading,
  linked: readonly { readonly kind: string; readonly text: string }[],
): MarcRecord | null {
  const isLinked = new Set(linked.map(l => JSON.stringify([l.kind, l.text])))
  const at = new Set(
    headingsIn(record)
      .filter(h => isLinked.has(JSON.stringify([h.kind, h.text])))
      .map(h => h.at),
  )
  const fields = record.fields.map((field, i) =>
    at.has(i) && 'subfields' in field ? withHeading(field, heading, number) : field,
  )
  const changed = JSON.stringify(fields) !== JSON.stringify(record.fields)
  return changed ? { ...record, fields } : null
}
