import { settings } from '@kaft/contract'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { matches, oneOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import {
  Cursor,
  cursorQuery,
  Delay,
  delayQuery,
  moveCursor,
  News,
  newsQuery,
  type Part,
  planHolds,
  planRenewals,
  withdrawUndone,
} from './plan-events.store.ts'

/** So many events at once; what is left waits for the next turn of the loop. */
const BATCH = 2_000

/** Minutes for which what the desk causes waits: as the library set it, or ten. */
export const delayOf = (stored: unknown): number => {
  const rule = settings['messages.desk_delay_min']
  return (matches(rule.value, stored) ? stored : rule.default) as number
}

/**
 * Makes messages of what the desk did: reads its events in order, below those that may still be under way, one
 * library after the other. A turn that is cut off is repeated; the key of each message keeps it from standing twice.
 * @returns how many events were read
 */
export async function planEvents(ctx: JobCtx, byEmail: boolean, batch = BATCH): Promise<void> {
  for (;;) {
    ctx.signal.throwIfAborted()
    const part = await nextPart(ctx, batch)
    if (!part) return
    for (const library_id of part.libraries)
      await planIn(ctx, library_id, {
        after: part.after,
        upto: part.upto,
        now: ctx.now.toString(),
        by_email: byEmail,
      })
    await transact(ctx, async tx => {
      await tx.first([])
      await tx.last([moveCursor(part.upto)])
    })
  }
}

const nextPart = (
  ctx: JobCtx,
  batch: number,
): Promise<{ after: string; upto: string; libraries: readonly string[] } | null> =>
  transact(ctx, async tx => {
    const [cursor = []] = await tx.first([cursorQuery])
    const { position } = shaped(Cursor, cursor[0])
    const { upto, libraries } = shaped(News, (await tx.more([newsQuery(position, batch)]))[0]?.[0])
    return upto === null ? null : { after: position, upto, libraries }
  })

const planIn = (ctx: JobCtx, library_id: string, part: Omit<Part, 'delay_min'>): Promise<unknown> =>
  inLibrary(ctx, library_id, async tx => {
    const [setting = []] = await tx.first([delayQuery(library_id)])
    const whole = { ...part, delay_min: delayOf(oneOf(Delay, setting)?.value) }
    return tx.last([
      withdrawUndone(library_id, whole),
      planHolds(library_id, whole),
      planRenewals(library_id, whole),
    ])
  })
