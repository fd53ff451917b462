import { type CardRead, readCardFiles } from '@kaft/eid'
import type { Unread } from '../ports.ts'

/** Sends one command to the card in the reader, and gives its answer with the two status bytes at the end. */
export type Transmit = (apdu: Uint8Array) => Promise<Uint8Array>

/** DF(ID) and the two files that a library may read; reading asks no PIN. The photo and the certificates are left alone. */
const IDENTITY = [0x3f, 0x00, 0xdf, 0x01, 0x40, 0x31]
const ADDRESS = [0x3f, 0x00, 0xdf, 0x01, 0x40, 0x33]
/** No file that is read here comes near. */
const MOST_BYTES = 4096
const BLOCK = 0xf8

const statusOf = (answer: Uint8Array): number => ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0)
const dataOf = (answer: Uint8Array): Uint8Array => answer.subarray(0, -2)

/** Sends a command, and fetches what the card holds ready or offers in another length (ISO 7816-4: 61xx, 6Cxx). */
async function say(transmit: Transmit, apdu: readonly number[]): Promise<Uint8Array> {
  const answer = await transmit(Uint8Array.from(apdu))
  const status = statusOf(answer)
  if (status >> 8 === 0x6c) return transmit(Uint8Array.from([...apdu.slice(0, -1), status & 0xff]))
  if (status >> 8 === 0x61) return transmit(Uint8Array.of(0x00, 0xc0, 0x00, 0x00, status & 0xff))
  return answer
}

/** The bytes of one file; null where the card has no such file. */
async function readFile(transmit: Transmit, path: readonly number[]): Promise<Uint8Array | null> {
  const selected = await say(transmit, [0x00, 0xa4, 0x08, 0x0c, path.length, ...path])
  if (statusOf(selected) !== 0x9000) return null
  const parts: number[] = []
  while (parts.length < MOST_BYTES) {
    const block = await say(transmit, [0x00, 0xb0, parts.length >> 8, parts.length & 0xff, BLOCK])
    const status = statusOf(block)
    // 6B00: the offset lies behind the end. 6282: the end came before the length that was asked.
    if (status !== 0x9000 && status !== 0x6282) break
    const data = dataOf(block)
    parts.push(...data)
    if (data.length < BLOCK) break
  }
  return Uint8Array.from(parts)
}

/** Reads what a library may take from an identity card. A card of another kind is told apart from one that is broken. */
export async function readEid(transmit: Transmit): Promise<CardRead | { ok: false; why: Unread }> {
  const identity = await readFile(transmit, IDENTITY)
  if (identity === null) return { ok: false, why: 'other_card' }
  const address = await readFile(transmit, ADDRESS)
  return readCardFiles({ identity, ...(address === null ? {} : { address }) })
}
