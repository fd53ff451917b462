import type { Static } from 'typebox'
import type { Ctx } from '../../../base/ctx.ts'
import { type Db, flight } from '../../../base/db.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { Health, lastSeal, Seal, Sealed, sealHealth, sealNow } from './seal.store.ts'

/** What was sealed, and the root that now stands for the whole log. */
export interface SealMade {
  readonly rows: number
  readonly seal_id: string
  readonly root: string
}

/**
 * Seals what the access log holds but for the last half minute, at most fifty thousand rows of it. Only the role of the
 * jobs may.
 * @returns null when there was nothing to seal
 */
export const seal = (ctx: Ctx): Promise<SealMade | null> =>
  transact(ctx, async tx => {
    const [made = []] = await tx.first([sealNow(ctx.now.toString())])
    const rows = oneOf(Sealed, made)?.rows ?? 0
    const [last = []] = await tx.last([lastSeal])
    const known = oneOf(Seal, last)
    return rows > 0 && known ? { rows, ...known } : null
  })

/** Whether the log is as it was written. `broken_seal`: the first seal that does not fit; `broken_row`, `broken_certificate`: likewise. */
export type LogHealth = Static<typeof Health>

/**
 * Walks all seals and rows (AVG art. 5(2), 32): what was sealed and changed, removed or slipped in since then shows.
 * Erasing a patron with the salt breaks nothing. Takes as long as the log is, so it runs outside of the desk's pool.
 */
export async function checkAccessLog(db: Db): Promise<LogHealth> {
  const client = await db.bulk.connect()
  try {
    const [rows = []] = await flight(client, [sealHealth])
    const health = oneOf(Health, rows)
    if (!health) throw new Error('the health of the access log has no row')
    return health
  } finally {
    client.release()
  }
}
