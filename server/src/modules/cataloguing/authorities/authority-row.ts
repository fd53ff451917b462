import { createHash } from 'node:crypto'
import {
  authorityNames,
  type AuthorityName,
  authorityNumbers,
  conformRecord,
  type MarcRecord,
  printMarcJson,
} from '@kaft/marc'
import { indexText } from '../words/fold.rules.ts'
import { keyOf } from './heading-row.rules.ts'

/** What is stored of an authority record. */
export interface AuthorityRow {
  readonly control_number: string
  readonly kind: string
  readonly heading: string
  readonly norm: string
  readonly record: Buffer
  readonly hash: Buffer
  /** All its names in words, as the index reads them. */
  readonly words: string
  readonly names: readonly NameRow[]
  readonly numbers: readonly string[]
}
export type NameRow = Pick<AuthorityName, 'role' | 'relation' | 'kind' | 'text' | 'norm'> & {
  readonly key: string
  /** The title alone of a work that a maker's name stands before; null of anything else. */
  readonly title_key: string | null
}
export interface AuthorityRefused {
  readonly reason: 'heading_missing' | 'number_too_long'
  readonly detail: string
}

const MOST_NUMBER = 200
const MOST_NAMES = 500
const FORM = 2

const keyOfContent = (norm: string, kind: string): string =>
  `zonder-${createHash('sha256')
    .update(JSON.stringify([kind, norm]))
    .digest('base64url')
    .slice(0, 22)}`

/** The row that an authority record becomes, under the number that its source gave it. */
export function authorityRow(read: MarcRecord, source: string): AuthorityRow | AuthorityRefused {
  const { record } = conformRecord(read)
  const names = authorityNames(record)
  const heading = names.find(n => n.role === 'heading')
  if (!heading) return { reason: 'heading_missing', detail: 'the record has no heading in 1XX' }
  const own = record.fields.find(f => f.tag === '001')
  const given = own && 'value' in own ? own.value.trim() : ''
  const control_number = given || keyOfContent(heading.norm, heading.kind)
  if (control_number.length > MOST_NUMBER) {
    const detail = `the control number in 001 has ${control_number.length} characters, and may have ${MOST_NUMBER}`
    return { reason: 'number_too_long', detail }
  }
  const json = Buffer.from(printMarcJson(record))
  const kept = [heading, ...names.filter(n => n.role !== 'heading')].slice(0, MOST_NAMES)
  return {
    control_number,
    kind: heading.kind,
    heading: heading.text,
    norm: heading.norm,
    record: json,
    hash: createHash('sha256').update(`${FORM} ${control_number}\n`).update(json).digest(),
    words: indexText(...kept.filter(n => n.role !== 'also').map(n => n.text)),
    names: kept.map(({ role, relation, kind, text, norm, bare, title }) => ({
      role,
      relation,
      kind,
      text,
      norm,
      key: keyOf(bare),
      title_key: title === null ? null : keyOf(title) || null,
    })),
    numbers: [...new Set([`(${source})${control_number}`, ...authorityNumbers(record, source)])].map(n =>
      n.replace(/\s+/g, ''),
    ),
  }
}

/** What the titles of a record point to it by. */
export const numberOfAuthority = (of: { readonly source: string; readonly control_number: string }): string =>
  `(${of.source})${of.control_number}`.replace(/\s+/g, '')
