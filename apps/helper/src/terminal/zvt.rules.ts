/*
 * ZVT over TCP (revision 13.09): an application protocol data unit is a class, an instruction, a length (FF means that
 * two more bytes say it) and data. The till asks, the terminal acknowledges and then tells how it went.
 */

export interface Apdu {
  readonly code: number
  readonly data: Uint8Array
}
export const code = {
  authorise: 0x0601,
  abortPayment: 0x06b0,
  acknowledged: 0x8000,
  status: 0x040f,
  progress: 0x04ff,
  completed: 0x060f,
  aborted: 0x061e,
} as const

export function zvtBytes(what: number, data: readonly number[] = []): Uint8Array {
  const length = data.length < 0xff ? [data.length] : [0xff, data.length & 0xff, data.length >> 8]
  return Uint8Array.from([what >> 8, what & 0xff, ...length, ...data])
}

/** The units that are whole in what arrived, and the bytes that are left. */
export function zvtUnits(bytes: Uint8Array): { readonly units: readonly Apdu[]; readonly rest: Uint8Array } {
  const units: Apdu[] = []
  let at = 0
  while (at + 3 <= bytes.length) {
    const long = bytes[at + 2] === 0xff
    if (long && at + 5 > bytes.length) break
    const length = long ? (bytes[at + 3] ?? 0) | ((bytes[at + 4] ?? 0) << 8) : (bytes[at + 2] ?? 0)
    const from = at + (long ? 5 : 3)
    if (from + length > bytes.length) break
    units.push({
      code: ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0),
      data: bytes.subarray(from, from + length),
    })
    at = from + length
  }
  return { units, rest: bytes.subarray(at) }
}

/** Field 04: the amount in cents as six bytes of two digits each. Field 49: euro (978). */
export const amountField = (cents: number): number[] => [
  0x04,
  ...Buffer.from(String(cents).padStart(12, '0'), 'hex'),
  0x49,
  0x09,
  0x78,
]

/** Fixed lengths of the fields of a status that come before its result, so that they can be stepped over. */
const lengths: Readonly<Record<number, number>> = {
  0x04: 6,
  0x0b: 3,
  0x0c: 3,
  0x0d: 2,
  0x0e: 2,
  0x17: 2,
  0x19: 1,
  0x29: 4,
  0x49: 2,
  0x87: 2,
  0x88: 3,
  0x8a: 1,
}

/** The result code (field 27) and the receipt number (field 87) of a status; null where it has none. */
export function readStatus(data: Uint8Array): {
  readonly result: number | null
  readonly receipt_no: string | null
} {
  let at = 0
  let [result, receipt_no]: [number | null, string | null] = [null, null]
  while (at < data.length) {
    const tag = data[at++] ?? 0
    if (tag === 0x27) {
      result = data[at++] ?? null
      continue
    }
    const length = lengths[tag]
    if (length === undefined) break
    if (tag === 0x87) receipt_no = Buffer.from(data.subarray(at, at + length)).toString('hex')
    at += length
  }
  return { result, receipt_no }
}
