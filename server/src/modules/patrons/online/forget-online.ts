import { Type } from 'typebox'
import { Id } from '@kaft/contract'
import { dayOf } from '../../../base/dates.ts'
import { eachLibrary, forgetEverywhere, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { forgetRequests } from './online.store.ts'
import { lapsedOnline } from './online-patron.store.ts'

/** Erases records whole, in the transaction of the caller, with a certificate: privacy is a floor above. */
export type EraseRecords = (
  ctx: JobCtx,
  tx: Tx,
  of: { readonly library_id: string; readonly patron_ids: readonly string[] },
) => Promise<unknown>

const Lapsed = Type.Object({ patron_id: Id })
const BATCH = 200

/**
 * Lets go of forms whose code never came back, and of whoever never came to the desk: the record whole, as an erasure takes it,
 * with a certificate. Repeatable: stopped at any moment, the next run goes on from there.
 */
export async function forgetOnline(ctx: JobCtx, erase: EraseRecords): Promise<number> {
  const now = ctx.now.toString()
  await forgetEverywhere(ctx, (library_id, most) => forgetRequests(library_id, now, most))
  let total = 0
  await eachLibrary(ctx, async library_id => {
    for (let gone = BATCH; gone === BATCH; ) {
      ctx.signal.throwIfAborted()
      gone = await inLibrary(ctx, library_id, async tx => {
        const [rows = []] = await tx.first([lapsedOnline(library_id, dayOf(ctx.now), BATCH)])
        const ids = allOf(Lapsed, rows).map(row => row.patron_id)
        if (ids.length > 0) await erase(ctx, tx, { library_id, patron_ids: ids })
        await tx.last([])
        return ids.length
      })
      total += gone
    }
  })
  if (total > 0) ctx.log('info', 'let registrations of the internet go', { job: ctx.operation, rows: total })
  return total
}
