import { Type } from 'typebox'
import { dayOf } from '../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import {
  beginRun,
  holdRun,
  OpenNotice,
  openNotices,
  planNext,
  RunDone,
  tellingLibraries,
} from './notices.store.ts'

const BATCH = 2_000
const Library = Type.Object({ library_id: Type.String() })

/**
 * Plans word to every patron of a library: that it is going to work with others, no longer does, or became one with
 * another. A batch and the place behind it are one transaction, so a run that is cut off goes on where it was, and nobody
 * is told twice.
 */
export async function planNotices(ctx: JobCtx, byEmail: boolean, batch = BATCH): Promise<void> {
  const [libraries = []] = await transact(ctx, tx => tx.first([tellingLibraries]))
  for (const { library_id } of allOf(Library, libraries)) {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([openNotices(library_id)]))
    for (const notice of allOf(OpenNotice, rows)) await planOne(ctx, notice, { byEmail, batch })
  }
}

async function planOne(
  ctx: JobCtx,
  notice: OpenNotice,
  how: { readonly byEmail: boolean; readonly batch: number },
): Promise<void> {
  const { branch_id } = notice
  // A library without a branch has nobody to tell, and nowhere to print.
  if (branch_id === null) return
  const now = ctx.now.toString()
  await inLibrary(ctx, notice.library_id, async tx => {
    await tx.first([])
    await tx.last([beginRun(notice, now)])
  })
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    more = await inLibrary(ctx, notice.library_id, async tx => {
      const [held = []] = await tx.first([holdRun(notice)])
      if (held.length === 0) return false
      const of = { now, today: dayOf(ctx.now), by_email: how.byEmail, most: how.batch, branch_id }
      const [said = []] = await tx.last([planNext(notice, of)])
      const run = oneOf(RunDone, said)
      if (run?.done) ctx.log('info', 'planned word to all patrons', { job: ctx.operation, rows: run.planned })
      return run?.done === false
    })
  }
}
