import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { Busy, busyMerges, lockMerge, Work } from './merge.store.ts'
import { moveBack, moveOn } from './move.ts'
import type { TitleMoves } from './moves.ts'

/** Goes on with every merge that is under way, a part in each transaction; killed at any point it goes on from there. */
export async function workOnMerges(ctx: JobCtx, above: TitleMoves): Promise<void> {
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([busyMerges]))
    for (const { merge_id } of allOf(Busy, rows)) await workOn(ctx, { library_id, merge_id }, above)
  })
}

async function workOn(
  ctx: JobCtx,
  of: { readonly library_id: string; readonly merge_id: string },
  above: TitleMoves,
): Promise<void> {
  for (let over = false; !over; ) {
    ctx.signal.throwIfAborted()
    over = await inLibrary(ctx, of.library_id, async tx => {
      const [rows = []] = await tx.first([lockMerge(of.merge_id)])
      const work = oneOf(Work, rows)
      if (!work || (work.state !== 'moving' && work.state !== 'undoing')) return true
      const step = work.state === 'moving' ? moveOn : moveBack
      const last = await step(tx, work, { above, at: ctx.now.toString() })
      await tx.last([])
      return last
    })
  }
}
