import type { TargetFault } from '@kaft/contract'
import { type MarcRecord, type MarcRead, readMarcxml } from '@kaft/marc'

/** What came back from another catalogue. */
export interface Fetched {
  readonly count: number
  readonly records: readonly MarcRecord[]
  /** Records that were sent and are no MARC. */
  readonly unread: number
}

/** Why another catalogue gave nothing, with its own words where it had some. */
export class Fault extends Error {
  readonly code: TargetFault
  constructor(code: TargetFault, says: string) {
    super(says)
    this.code = code
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** Text of XML as it is read (XML 1.0 §4.6, §4.1). */
export const plain = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (_, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? ''
    const point = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
const inside = (xml: string, name: string): string | null =>
  new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>([^<]*)</(?:[\\w.-]+:)?${name}>`).exec(xml)?.[1] ?? null

async function* whole(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** The records of a text of MARCXML, whatever stands around them. */
export async function recordsIn(text: string): Promise<Pick<Fetched, 'records' | 'unread'>> {
  const reads: MarcRead[] = await Array.fromAsync(readMarcxml(whole(text)))
  return {
    records: reads.flatMap(read => (read.ok ? [read.record] : [])),
    // An envelope is called `record` too, and is no record that was lost.
    unread: reads.filter(read => !read.ok && read.reason !== 'record_empty').length,
  }
}

/** Records that were packed as text (SRU 1.2 §"recordPacking"): each is unpacked where it stands. */
const unpacked = (xml: string): string =>
  xml.replace(
    /(<(?:[\w.-]+:)?recordData(?:\s[^>]*)?>)\s*(&lt;[^<]*)(<\/)/g,
    (_, open: string, packed: string, close: string) =>
      `${open}${plain(packed).replace(/^<\?xml[^>]*\?>/, '')}${close}`,
  )

/** A diagnostic of the standard in one line: what it says, and about what. */
function diagnosticOf(xml: string): string | null {
  const told = /<(?:[\w.-]+:)?diagnostic[\s>]([\s\S]*?)<\/(?:[\w.-]+:)?diagnostic>/.exec(xml)?.[1]
  if (told === undefined) return null
  const code = /diagnostic\/1\/(\d+)/.exec(told)?.[1]
  const parts = [inside(told, 'message'), inside(told, 'details')].flatMap(p => (p ? [plain(p).trim()] : []))
  return [parts.join(': '), code === undefined ? '' : `(${code})`].filter(Boolean).join(' ').slice(0, 300)
}

/**
 * Reads the answer to a search of SRU 1.1, 1.2 or 2.0.
 * @throws Fault `strange` where it is no such answer, `refused` where it holds a diagnostic and no record
 */
export async function readXml(text: string): Promise<Fetched> {
  if (!/<(?:[\w.-]+:)?(?:searchRetrieveResponse|explainResponse|diagnostic)[\s>]/.test(text))
    throw new Fault('strange', text.trimStart().startsWith('<') ? 'no answer of SRU' : 'no XML')
  const { records, unread } = await recordsIn(unpacked(text))
  const said = diagnosticOf(text)
  if (said !== null && records.length === 0) throw new Fault('refused', said)
  const count = Number(inside(text, 'numberOfRecords')?.trim() ?? records.length)
  return { count: Number.isSafeInteger(count) ? count : records.length, records, unread }
}
