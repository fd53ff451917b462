/* oxlint-disable no-control-regex -- control characters are what these patterns look for */
import { detectXmlEncoding } from './xml-text.ts'

/** What a file seems to be. Only the first four hold records that Kaft reads. */
export type FileFormat =
  | 'iso2709'
  | 'marcxml'
  | 'marcjson'
  | 'mnemonic'
  | 'xml'
  | 'gzip'
  | 'zip'
  | 'empty'
  | 'unknown'

/** Bytes that are enough to tell. */
export const SNIFF_BYTES = 4096

function startsWith(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}

function sniffText(text: string): FileFormat {
  const start = text.replace(/^[\ufeff\s\0\x1a]+/, '')
  if (start === '') return 'empty'
  if (start.startsWith('<')) {
    return /<(?:[\w.-]+:)?(?:collection|record|metadata|leader|datafield|searchRetrieveResponse|OAI-PMH)[\s/>]/.test(
      start,
    )
      ? 'marcxml'
      : 'xml'
  }
  if (/^[[{][\s[{]*"(?:leader|fields)"/.test(start)) return 'marcjson'
  if (/^=(?:LDR|\d{3}) {1,2}/.test(start)) return 'mnemonic'
  const leader = start.slice(0, 24)
  const marks = [/^(?:\d{5}| {5})/, /^.{10}22/s, /^.{12}\d{5}/s, /^.{20}45/s].filter(mark =>
    mark.test(leader),
  )
  return marks.length >= 2 || /[\x1d\x1e]/.test(start) ? 'iso2709' : 'unknown'
}

/** Tells by its first bytes (`SNIFF_BYTES` suffice) which format a file is in, not whether it is sound. */
export function sniffFormat(head: Uint8Array): FileFormat {
  if (head.length === 0) return 'empty'
  if (startsWith(head, 0x1f, 0x8b)) return 'gzip'
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return 'zip'
  const encoding = detectXmlEncoding(head)
  const wide = encoding.startsWith('utf-16')
  return sniffText(
    new TextDecoder(wide ? encoding : 'latin1').decode(head.subarray(0, SNIFF_BYTES)).replace(/^ï»¿/, ''),
  )
}
