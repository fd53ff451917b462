import { readIso2709 } from './iso2709.ts'
import { readMarcxml } from './marcxml.ts'
import type { MarcRead } from './read.ts'
import { readMarcJson } from './read-marc-json.ts'
import { readMnemonic } from './read-mnemonic.ts'
import { type FileFormat, SNIFF_BYTES, sniffFormat } from './sniff.ts'

const ADVICE: Partial<Record<FileFormat, string>> = {
  gzip: 'the file is compressed with gzip: unpack it first',
  zip: 'the file is a zip archive: unpack it first',
  xml: 'the file is XML, but no MARCXML',
  unknown: 'the file is none of ISO 2709, MARCXML, MARC-in-JSON and the mnemonic form of MarcEdit',
}

async function* prepend(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** What a compressed file (gzip, RFC 1952) holds, in one member or several. */
export type Gunzip = (source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

/** How much came out of a compressed file, and what was wrong with it. */
interface Packed {
  bytes: number
  fault: string | null
}

/** Whether that is wrong with what is compressed, as zlib names it, and not with who brings it. */
const isOfPacking = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')

/** One that breaks off ends there and says why in `packed`. */
async function* unpack(bytes: AsyncIterable<Uint8Array>, packed: Packed): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of bytes) {
      packed.bytes += part.length
      yield part
    }
  } catch (error) {
    if (!isOfPacking(error)) throw error
    packed.fault = error.message
  }
}

/** Positions are those in the file that was compressed. */
async function* readPacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<MarcRead> {
  const packed: Packed = { bytes: 0, fault: null }
  let index = 0
  for await (const read of readMarc(unpack(bytes, packed))) {
    index = read.index
    yield read
  }
  if (packed.fault === null) return
  const detail = `the compressed file breaks off or is damaged here: ${packed.fault}`
  yield { ok: false, position: packed.bytes, index, reason: 'truncated', detail, bytes: 0 }
}

/**
 * Reads MARC records from a file of any of the four formats, told by its first bytes. An empty file yields nothing; a file
 * of another kind yields one fault that says what it is.
 * @param gunzip unpacks a file that is compressed; without it such a file is one of another kind
 */
export async function* readMarc(
  source: AsyncIterable<Uint8Array>,
  gunzip?: Gunzip,
): AsyncGenerator<MarcRead> {
  const rest = source[Symbol.asyncIterator]()
  let head = new Uint8Array(0)
  while (head.length < SNIFF_BYTES) {
    const next = await rest.next()
    if (next.done === true) break
    const longer = new Uint8Array(head.length + next.value.length)
    longer.set(head)
    longer.set(next.value, head.length)
    head = longer
  }
  const format = sniffFormat(head)
  if (format === 'gzip' && gunzip) yield* readPacked(gunzip(prepend(head, rest)))
  else if (format === 'iso2709') yield* readIso2709(prepend(head, rest))
  else if (format === 'marcxml') yield* readMarcxml(prepend(head, rest))
  else if (format === 'marcjson') yield* readMarcJson(prepend(head, rest))
  else if (format === 'mnemonic') yield* readMnemonic(prepend(head, rest))
  else if (format !== 'empty') {
    const detail = ADVICE[format] ?? ''
    await rest.return?.()
    yield { ok: false, position: 0, index: 0, reason: 'format_unknown', detail, bytes: head.length }
  }
}
