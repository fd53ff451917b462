import { dayOf } from '../../../base/dates.ts'
import { eachLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import type { Personal } from '../../../base/personal.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { LifeRow, livesOf, lockRecords, theseRecords } from '../retention/life.store.ts'
import { openReasons } from '../retention/retention.rules.ts'
import { eraseIn } from './erase.ts'
import { blockErasure, endErasure, ErasureRow, lockErasure, waitingErasures } from './erase.store.ts'
import { freshenFigures } from './fresh-figures.ts'

/** The job that does what was asked. */
export const ERASE_JOB = 'erase_asked'

/** Does every erasure that waits, each in a transaction of its own: asked twice, or cut off, it is done once. */
export async function workOnErasures(ctx: JobCtx, above: readonly Personal[]): Promise<number> {
  let done = 0
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([waitingErasures(library_id)]))
    for (const { erasure_id } of allOf(ErasureRow, rows)) {
      ctx.signal.throwIfAborted()
      if (await eraseOne(ctx, { library_id, erasure_id, above })) done++
    }
  })
  if (done > 0) await freshenFigures(ctx)
  return done
}

/** What kept it from being done is looked at again here, under the lock of the record: the desk may have lent since. */
const eraseOne = (
  ctx: JobCtx,
  { library_id, erasure_id, above }: { library_id: string; erasure_id: string; above: readonly Personal[] },
): Promise<boolean> =>
  inLibrary(ctx, library_id, async tx => {
    const [held = []] = await tx.first([lockErasure(erasure_id)])
    const asked = oneOf(ErasureRow, held)
    if (!asked?.patron_id) return false
    const ids = [asked.patron_id]
    const [, lives = []] = await tx.more([lockRecords(ids), livesOf(theseRecords(ids))])
    const life = oneOf(LifeRow, lives)
    const at = ctx.now.toString()
    const whole = asked.parts.includes('everything')
    const blocks = life ? openReasons(life, dayOf(ctx.now)).filter(r => whole || r.code === 'restricted') : []
    if (blocks.length > 0) {
      await tx.last([blockErasure(erasure_id, { blocks, at })])
      return false
    }
    const { certificate_id } = await eraseIn(ctx, tx, {
      library_id,
      patron_ids: ids,
      parts: asked.parts,
      because: 'request',
      above,
    })
    await tx.last([endErasure(erasure_id, { certificate_id, at })])
    return true
  })
