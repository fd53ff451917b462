import { type Charset, decode } from './charset.rules.ts'
import { layouts } from './layouts.rules.ts'

/** A request as it was understood. Of a field that comes twice the first counts. */
export interface Request {
  readonly code: string
  readonly fixed: Readonly<Record<string, string>>
  readonly fields: ReadonlyMap<string, string>
  /** AY: the number that the answer repeats; null when the machine does not count. */
  readonly seq: string | null
  /** Whether a checksum came with it, and was right. */
  readonly checked: boolean
}

/** Why a request was not understood: a word for the metrics. */
export type Fault = 'empty' | 'unknown' | 'malformed' | 'checksum'
export type Parsed =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly fault: Fault }

const fault = (why: Fault): Parsed => ({ ok: false, fault: why })

/** Two's complement of the sum of all bytes up to and including `AZ`, four hexadecimal digits (SIP2, appendix A). */
export function checksum(bytes: Uint8Array): string {
  let sum = 0
  for (const byte of bytes) sum += byte
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0')
}

/** At the end of a message: `AY` with a digit, `AZ` with four hexadecimal digits, or both; blanks may follow. */
export const TAIL = /(?:AY([0-9]))?AZ([0-9A-Fa-f]{4})\|?[ \t]*$|AY([0-9])\|?[ \t]*$/
const ASCII = new TextDecoder('latin1')

interface Tail {
  readonly seq: string | null
  readonly sum: string | null
  readonly start: number
}
function tailOf(raw: string): Tail {
  const found = TAIL.exec(raw)
  if (!found) return { seq: null, sum: null, start: raw.length }
  return { seq: found[1] ?? found[3] ?? null, sum: found[2]?.toUpperCase() ?? null, start: found.index }
}

/** Whether the checksum covers what came before it. */
const fits = (bytes: Uint8Array, raw: string, sum: string): boolean =>
  checksum(bytes.subarray(0, raw.lastIndexOf('AZ') + 2)) === sum

const FIELD = /^[A-Z][A-Z0-9]/

/**
 * Reads one message, without its line end. Never throws: whatever comes is a request or a fault with a name.
 * @param demanded whether this line counts and checks its messages, so that one without a checksum is at fault
 */
export function parse(bytes: Uint8Array, charset: Charset, demanded = false): Parsed {
  const raw = ASCII.decode(bytes)
  if (raw.trim() === '') return fault('empty')
  const tail = tailOf(raw)
  if (tail.sum !== null && !fits(bytes, raw, tail.sum)) return fault('checksum')
  if (tail.sum === null && demanded) return fault('checksum')
  const code = raw.slice(0, 2)
  const layout = layouts[code]
  if (!layout) return fault('unknown')
  const body = decode(bytes.subarray(2, tail.start), charset)
  const fixed: Record<string, string> = {}
  let at = 0
  for (const [name, length] of layout.fixed) {
    fixed[name] = body.slice(at, at + length)
    at += length
  }
  const head = body.slice(0, at)
  if (!layout.lenient && (head.length < at || head.includes('|'))) return fault('malformed')
  const fields = new Map<string, string>()
  for (const part of body.slice(at).split('|')) {
    const name = part.slice(0, 2)
    if (FIELD.test(name) && !fields.has(name)) fields.set(name, part.slice(2))
  }
  return { ok: true, request: { code, fixed, fields, seq: tail.seq, checked: tail.sum !== null } }
}
