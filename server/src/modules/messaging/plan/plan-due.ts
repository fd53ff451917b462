import { addDays, dayOf } from '../../../base/dates.ts'
import { eachAwakeLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { dueMessage } from './due-message.rules.ts'
import {
  AheadRow,
  aheadQuery,
  DueLoan,
  dueLoans,
  type Place,
  planDue,
  planNotRenewed,
  type ToTell,
} from './plan-due.store.ts'

const BATCH = 2_000
const start: Place = { due_on: '1900-01-01', loan_id: '0' }

/** Plans what due days bring: notices, reminders and invoices, under the terms that each loan was lent by. */
export async function planDueDays(ctx: JobCtx, byEmail: boolean, batch = BATCH): Promise<void> {
  const today = dayOf(ctx.now)
  let planned = 0
  await eachAwakeLibrary(ctx, async library_id => {
    const ahead = await inLibrary(ctx, library_id, async tx => {
      const [rows] = await tx.first([aheadQuery])
      const at = { now: ctx.now.toString(), since: addDays(today, -1), by_email: byEmail }
      await tx.last([planNotRenewed(library_id, at)])
      return shaped(AheadRow, rows?.[0]).days
    })
    for (let after: Place | null = start; after; ) {
      ctx.signal.throwIfAborted()
      const from: Place = after
      const done = await inLibrary(ctx, library_id, async tx => {
        const [rows = []] = await tx.first([
          dueLoans(library_id, { until: addDays(today, ahead), after: from, most: batch }),
        ])
        const loans = allOf(DueLoan, rows)
        const tell = loans.flatMap(loan => toTell(loan, today))
        const at = { now: ctx.now.toString(), by_email: byEmail }
        if (tell.length > 0) await tx.last([planDue(library_id, at, tell)])
        return { last: loans.length < batch ? null : (loans.at(-1) ?? null), count: tell.length }
      })
      planned += done.count
      after = done.last
    }
  })
  ctx.log('info', 'planned messages of due days', { job: ctx.operation, rows: planned })
}

function toTell({ loan_id, due_on, terms, told }: DueLoan, today: string): ToTell[] {
  const said = dueMessage({ today, due_on, terms, told })
  return said ? [{ ...said, loan_id, due_on }] : []
}
