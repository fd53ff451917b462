import { Type } from 'typebox'
import { inLibrary, type JobCtx } from '../../../../base/job.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { eventQuery } from '../../events/event.store.ts'
import { asLibrary } from '../as-library.ts'
import { openHold } from '../end-hold.ts'
import { OpenHold, setHold } from '../open-hold.store.ts'
import { holdsAway, homeBranch } from './holds-away.store.ts'

const Away = Type.Object({ hold_id: Type.String() })
const Branch = Type.Object({ branch_id: Type.String() })

/**
 * Brings reservations home whose pickup branch is of a library that this one works with no longer: they keep their place
 * in the queue, and the reader is told of the other branch by the desk's own message. Each is a transaction of its own;
 * stopped at any moment, the next run goes on from there.
 */
export async function bringHoldsHome(ctx: JobCtx, library_id: string): Promise<number> {
  const failed: string[] = []
  let done = 0
  for (;;) {
    const [away, home] = await inLibrary(ctx, library_id, async tx => {
      const [holds = [], branches = []] = await tx.first([
        holdsAway(library_id, failed),
        homeBranch(library_id),
      ])
      return [allOf(Away, holds), oneOf(Branch, branches)] as const
    })
    if (away.length === 0 || home === null) break
    for (const { hold_id } of away) {
      ctx.signal.throwIfAborted()
      if (await bringOne(ctx, { library_id, ...home }, hold_id)) done++
      else failed.push(hold_id)
    }
  }
  if (failed.length > 0)
    ctx.log('warn', 'holds that could not come home', { job: ctx.operation, holds: failed.length })
  return done
}

const bringOne = (
  ctx: JobCtx,
  at: { readonly library_id: string; readonly branch_id: string },
  hold_id: string,
): Promise<boolean> =>
  inLibrary(ctx, at.library_id, async tx => {
    const hold = oneOf(OpenHold, (await tx.first(openHold(hold_id)))[3] ?? [])
    if (hold?.whole.state !== 'waiting') {
      await tx.last([])
      return false
    }
    const { whole, title_id, person } = hold
    const event = eventQuery(asLibrary(ctx, at), {
      event_id: uuid7(ctx.now),
      kind: 'hold_changed',
      occurred_at: ctx.now.toString(),
      item_id: null,
      title_id,
      hold_id,
      person,
      undo: { whole, again: [] },
    })
    await tx.last([setHold(hold_id, whole, { pickup_branch_id: at.branch_id }), event])
    return true
  })
