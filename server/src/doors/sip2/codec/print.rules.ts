import { type Charset, encode } from './charset.rules.ts'
import { checksum } from './parse.rules.ts'

/** A value of a field; null and undefined leave the field out, an empty text sends it empty. */
export type Value = string | number | null | undefined
export interface Message {
  readonly code: string
  readonly fixed: string
  readonly fields: readonly (readonly [name: string, value: Value])[]
}

/** What ends a field, a line or a terminal's patience has no place inside of a value. */
const UNSAID = /[|\p{Cc}]+/gu
/** The longest text in one field: the standard gives a message 255 characters, machines take a kilobyte. */
const LONGEST = 250

const clean = (value: string | number): string =>
  [...String(value).replace(UNSAID, ' ')].slice(0, LONGEST).join('').trimEnd()

export interface Framing {
  readonly charset: Charset
  readonly end: '\r' | '\r\n'
  /** The number that the request carried. */
  readonly seq: string | null
  /** Whether this line checks its messages. */
  readonly checked: boolean
}

/** A message as it goes over the line: fields, `AY` with the number of the request, `AZ` with the checksum, line end. */
export function print(message: Message, framing: Framing): Uint8Array {
  const { code, fixed, fields } = message
  const said = fields.flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}${clean(value)}|`],
  )
  const seq = framing.checked && framing.seq !== null ? `AY${framing.seq}` : ''
  const body = encode(`${code}${fixed}${said.join('')}${seq}${framing.checked ? 'AZ' : ''}`, framing.charset)
  const end = encode(`${framing.checked ? checksum(body) : ''}${framing.end}`, 'latin1')
  const whole = new Uint8Array(body.length + end.length)
  whole.set(body)
  whole.set(end, body.length)
  return whole
}

/** The request to send the last message again (96): it carries no number of its own. */
export const resendPlease = (framing: Framing): Uint8Array =>
  print({ code: '96', fixed: '', fields: [] }, { ...framing, seq: null })

/** `Y` or `N`, the bit of the protocol. */
export const yes = (value: boolean): 'Y' | 'N' => (value ? 'Y' : 'N')
export const bit = (value: boolean): '1' | '0' => (value ? '1' : '0')
/** Four digits; more than 9999 of a thing is 9999. */
export const four = (n: number): string => String(Math.min(9999, Math.max(0, n))).padStart(4, '0')
/** An amount with a point, as SIP2 has it: `12.50`. */
export const amount = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
