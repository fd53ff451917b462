import { createHash } from 'node:crypto'
import { shaped } from '../../../base/row.ts'
import type { PublicDb } from '../../../base/public-db.ts'
import { hashOfKey } from './door-keys.ts'
import { takeTurnOf, Turn } from './door-keys.store.ts'

/** So many slots are there: a network is one of thousands that share its slot, and cannot be told from it. */
const SLOTS = 1 << 20
const slotOf = (network: string): string =>
  `net ${createHash('sha256').update(network).digest().readUInt32BE(0) % SLOTS}`

export type Verdict = 'go' | 'key_unknown' | { readonly wait_s: number }

/** Whether who asks may ask now: counted in the database, so that it is exact however many processes answer. */
export async function takeTurn(
  db: PublicDb,
  of: {
    readonly network: string
    readonly key: string | null
    readonly now: Temporal.Instant
    readonly most: number
  },
): Promise<Verdict> {
  const key_hash = of.key === null ? null : hashOfKey(of.key)
  const [row] = await db.turn(
    takeTurnOf({ slot: slotOf(of.network), key_hash, at: of.now.toString(), most: of.most }),
  )
  const { known, most, used } = shaped(Turn, row)
  // The window is the minute of the clock, so it is known when the next one begins (RFC 9110 §10.2.3).
  if (used > most) return { wait_s: 60 - (Math.floor(of.now.epochMilliseconds / 1000) % 60) }
  return known ? 'go' : 'key_unknown'
}
