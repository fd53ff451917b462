import { inLibrary, type JobCtx, soon } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { freshenFigures } from '../../privacy/index.ts'
import {
  claimDeparture,
  DepartureRow,
  replayDeparture,
  setFault,
  Working,
  workingDepartures,
} from './departure.store.ts'
import { makeExport } from './export/make-export.ts'
import { look } from './look.ts'
import { eraseLibrary, type How } from './work-departure.ts'

export const DEPARTURE_JOB = 'leaving'

/**
 * Goes on with every departure that has something to do, whoever began it and however it was cut off.
 * @returns how many libraries were erased, wholly or as far as it came
 */
export async function workOnDepartures(ctx: JobCtx, how: How): Promise<number> {
  const [rows = []] = await transact(ctx, tx => tx.first([workingDepartures]))
  let erased = 0
  for (const which of allOf(Working, rows)) {
    try {
      await prepare(ctx, which)
      if (await isErasing(ctx, which)) {
        erased++
        await eraseLibrary(ctx, which, how)
      }
    } catch (error) {
      await noteFault(ctx, which, error)
      throw error
    }
  }
  if (erased > 0) await freshenFigures(ctx)
  return erased
}

const claimed = (ctx: JobCtx, which: Working): Promise<DepartureRow | null> =>
  inLibrary(ctx, which.library_id, async tx =>
    oneOf(DepartureRow, (await tx.first([claimDeparture(which.departure_id)]))[0] ?? []),
  )
const isErasing = async (ctx: JobCtx, which: Working): Promise<boolean> =>
  (await claimed(ctx, which))?.state === 'erasing'

/** The export, if it is asked for, and then a look; a look alone reads and writes in one transaction. */
async function prepare(ctx: JobCtx, which: Working): Promise<void> {
  const row = await claimed(ctx, which)
  if (row?.state !== 'confirmed' || row.wants === null) return
  if (row.wants === 'export') await makeExport(ctx, which)
  await inLibrary(ctx, which.library_id, async tx => {
    const now = oneOf(DepartureRow, (await tx.first([claimDeparture(which.departure_id)]))[0] ?? [])
    if (now?.state === 'confirmed' && now.wants === 'look') await look(ctx, tx, now)
  })
}

/** The kind of fault, for whoever looks at the screen. Its message is not told: it may quote a value. */
async function noteFault(ctx: JobCtx, which: Working, error: unknown): Promise<void> {
  if (ctx.signal.aborted) return
  const { code, name } = error as { code?: string; name?: string }
  await inLibrary(ctx, which.library_id, async tx => {
    await tx.first([])
    await tx.last([setFault(which.departure_id, code ?? name ?? 'Error')])
  }).catch(() => undefined)
}

/** A backup of before the library left was put back: it leaves again, as soon as the job comes. */
export const leaveAgain = (ctx: JobCtx, library_id: string): Promise<void> =>
  inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    await tx.last([replayDeparture(library_id, ctx.now.toString()), soon(DEPARTURE_JOB)])
  })
