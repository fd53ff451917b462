import { conformRecord } from './conform.ts'
import { isControlField, type MarcField, type MarcRecord } from './record.ts'

/** The most that leader/00-04 can say. */
export const MAX_WRITTEN_BYTES = 99_999
/** The most that the four digits of a directory entry can say. */
export const MAX_FIELD_BYTES = 9_999

export type WrittenIso2709 =
  | { ok: true; bytes: Uint8Array; changes: string[] }
  | { ok: false; reason: 'record_too_long' | 'field_too_long'; detail: string }

const encoder = new TextEncoder()

function fieldText(field: MarcField): string {
  if (isControlField(field)) return `${field.value}\x1e`
  let text = field.ind1 + field.ind2
  for (const { code, value } of field.subfields) text += `\x1f${code}${value}`
  return `${text}\x1e`
}

function number(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/**
 * Writes a record as ISO 2709, always in UTF-8 with leader/09 `a`, with true lengths, and only what the schema
 * of the Library of Congress accepts (`changes` tells what that altered). A record over 99,999 bytes or a field
 * over 9,999 cannot be said in this format and is answered as an error; MARCXML has no such bound.
 */
export function writeIso2709(record: MarcRecord): WrittenIso2709 {
  const { record: conformed, changes } = conformRecord(record)
  const contents: Uint8Array[] = []
  let directory = ''
  let start = 0
  for (const field of conformed.fields) {
    const content = encoder.encode(fieldText(field))
    if (content.length > MAX_FIELD_BYTES) {
      const detail = `field ${field.tag} takes ${content.length} bytes, the directory can say ${MAX_FIELD_BYTES}`
      return { ok: false, reason: 'field_too_long', detail }
    }
    directory += field.tag + number(content.length, 4) + number(start, 5)
    contents.push(content)
    start += content.length
  }
  const base = 24 + directory.length + 1
  const length = base + start + 1
  if (length > MAX_WRITTEN_BYTES) {
    const detail = `the record takes ${length} bytes, the leader can say ${MAX_WRITTEN_BYTES}`
    return { ok: false, reason: 'record_too_long', detail }
  }
  const { leader } = conformed
  const head = `${number(length, 5)}${leader.slice(5, 12)}${number(base, 5)}${leader.slice(17)}${directory}\x1e`
  const bytes = new Uint8Array(length)
  bytes.set(encoder.encode(head))
  let at = base
  for (const content of contents) {
    bytes.set(content, at)
    at += content.length
  }
  bytes[length - 1] = 0x1d
  return { ok: true, bytes, changes }
}
