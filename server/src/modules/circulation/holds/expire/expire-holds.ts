import { Type } from 'typebox'
import { dayOf } from '../../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../../base/job.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import type { Query } from '../../../../base/sql.ts'
import { uuid7 } from '../../../../base/uuid.ts'
import { asLibrary } from '../as-library.ts'
import { endingQueries, isClosed, openHold } from '../end-hold.ts'
import { endingIbl } from '../ibl/escalate-hold.ts'
import { OpenHold } from '../open-hold.store.ts'
import { isGone, overdueOf } from './expire.rules.ts'
import { dueHolds } from './expire.store.ts'

const Due = Type.Object({ hold_id: Type.String() })

/**
 * Ends what waited too long, what nobody came for, and requests to other libraries that nobody answered. Each hold is
 * a transaction of its own that looks again under its locks: stopped at any moment, the next run goes on from there,
 * and whatever was done is not due any more.
 */
export async function expireHolds(ctx: JobCtx, library_id: string): Promise<number> {
  const failed: string[] = []
  let done = 0
  for (
    let due = await dueIn(ctx, library_id, failed);
    due.length > 0;
    due = await dueIn(ctx, library_id, failed)
  ) {
    for (const hold_id of due) {
      ctx.signal.throwIfAborted()
      if (await expireOne(ctx, library_id, hold_id)) done++
      else failed.push(hold_id)
    }
  }
  if (failed.length > 0)
    ctx.log('warn', 'holds that could not be ended', { job: ctx.operation, holds: failed.length })
  return done
}

const dueIn = (ctx: JobCtx, library_id: string, but: readonly string[]): Promise<string[]> =>
  inLibrary(ctx, library_id, async tx => {
    const [rows] = await tx.first([dueHolds(library_id, but, dayOf(ctx.now))])
    return allOf(Due, rows ?? []).map(d => d.hold_id)
  })

/** One that fails is left for people to look at, and does not keep the others from their end. */
async function expireOne(ctx: JobCtx, library_id: string, hold_id: string): Promise<boolean> {
  try {
    return await inLibrary(ctx, library_id, async tx => {
      const rows = await tx.first(openHold(hold_id))
      const hold = oneOf(OpenHold, rows[3] ?? [])
      const effects = hold ? effectsOf(ctx, library_id, hold) : []
      await tx.last(effects)
      return effects.length > 0
    })
  } catch (error) {
    ctx.signal.throwIfAborted()
    ctx.log('error', 'a hold was not ended', { job: ctx.operation, error: String((error as Error).name) })
    return false
  }
}

function effectsOf(ctx: JobCtx, library_id: string, hold: OpenHold): Query[] {
  const acting = asLibrary(ctx, { library_id, branch_id: hold.whole.pickup_branch_id })
  const today = dayOf(ctx.now)
  const what = isGone(hold, today) && !isClosed(hold) ? 'patron_gone' : overdueOf(hold.whole, today)
  const event_id = uuid7(ctx.now)
  if (what === null) return []
  return what === 'ibl_over'
    ? endingIbl(acting, hold, 'lapsed', event_id)
    : endingQueries(acting, hold, what, event_id)
}
