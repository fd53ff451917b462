import { Type } from 'typebox'
import { dayOf } from '../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import {
  holdSending,
  Planned,
  planNext,
  SendingRow,
  sendingLibraries,
  sendingRows,
} from './campaigns.store.ts'

const BATCH = 2_000
const Library = Type.Object({ library_id: Type.String() })

/**
 * Plans the mails of campaigns that were sent off. A batch and the place behind it are one transaction, so a run that is cut off
 * goes on where it was, and nobody gets the same news twice.
 */
export async function planCampaigns(ctx: JobCtx, batch = BATCH): Promise<void> {
  const [libraries = []] = await transact(ctx, tx => tx.first([sendingLibraries]))
  for (const { library_id } of allOf(Library, libraries)) {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([sendingRows(library_id)]))
    for (const row of allOf(SendingRow, rows)) await planOne(ctx, row, batch)
  }
}

async function planOne(ctx: JobCtx, row: SendingRow, batch: number): Promise<void> {
  const { library_id, audience, branch_id } = row
  if (branch_id === null) return
  const of = { library_id, audience, today: dayOf(ctx.now), by: 'email' as const, now: ctx.now.toString() }
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    more = await inLibrary(ctx, library_id, async tx => {
      const [held = []] = await tx.first([holdSending(row.campaign_id)])
      if (held.length === 0) return false
      const [said = []] = await tx.last([planNext({ ...row, branch_id }, of, batch)])
      const run = oneOf(Planned, said)
      if (run?.done) ctx.log('info', 'planned a campaign', { job: ctx.operation, rows: run.people })
      return run?.done === false
    })
  }
}
