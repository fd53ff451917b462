import type { AuthorityHit } from '@kaft/contract'
import { type DataField, headingField, type MarcRecord, parseMarcJson, toMarcJson } from '@kaft/marc'
import { numberOfAuthority } from './authority-row.ts'
import type { HitRow } from './find.store.ts'

export const decoded = (bytes: unknown): MarcRecord => {
  const said = parseMarcJson(Buffer.from(bytes as Uint8Array).toString('utf8'))
  if (!said.ok) throw new Error('a record in the catalogue cannot be read')
  return said.record
}
export const shownRecord = (record: MarcRecord) => ({
  leader: record.leader,
  fields: toMarcJson(record).fields,
})

/** The field that holds the heading; a record is not stored without one. */
export function headingIn(record: MarcRecord): DataField {
  const field = headingField(record)
  if (!field) throw new Error('an authority record has no heading')
  return field
}

export function shownHit(row: HitRow): AuthorityHit {
  const { ind1, ind2, subfields } = headingIn(decoded(row.record))
  const kept = subfields.filter(s => /[a-z]/.test(s.code))
  return {
    authority_id: row.authority_id,
    kind: row.kind,
    heading: row.heading,
    found_by: row.found_by,
    source: row.source,
    titles: row.titles,
    field: { ind1, ind2, subfields: kept },
    number: numberOfAuthority(row),
  }
}
