import { extractTitle, type MarcRecord, parseMarcJson, type TitleFacts } from '@kaft/marc'
import type { Static } from 'typebox'
import type { PublicRow } from './find.store.ts'

/** A title as it is told to anyone: its row, its record, and the facts that the record gives. */
export interface PublicTitle {
  readonly row: Static<typeof PublicRow>
  readonly record: MarcRecord
  readonly facts: TitleFacts
}

/** The name by which harvesters and other catalogues know a title; it never changes. */
export const oaiIdentifier = (title_id: string): string => `oai:kaft:${title_id}`

/** A moment to the second, in UTC, as OAI-PMH has it. */
export const toSeconds = (at: string): string => `${at.slice(0, 19)}Z`

export function publicTitle(row: Static<typeof PublicRow>): PublicTitle {
  const read = parseMarcJson(Buffer.from(row.record as Uint8Array).toString('utf8'))
  if (!read.ok) throw new Error('a record in the catalogue cannot be read')
  return { row, record: read.record, facts: extractTitle(read.record) }
}
