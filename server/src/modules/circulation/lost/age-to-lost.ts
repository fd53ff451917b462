import { Type } from 'typebox'
import type { Doer } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import { eachAwakeLibrary, inLibrary, type JobCtx } from '../../../base/job.ts'
import { allOf } from '../../../base/row.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { lockItem } from '../facts/item-facts.store.ts'
import { lockPatron } from '../facts/patron-facts.store.ts'
import { itemOfLoan, patronOfLoan } from '../renew/renew.store.ts'
import { loseEffects, lossOf, openLossOf, openLossQueries } from './lose-loan.ts'
import { agedLoans } from './lose-loan.store.ts'
import { lostSettingsOf, lostSettingsQuery } from './lost-settings.store.ts'

/** A night does at most so many of a library, so that a setting typed wrong in the evening is seen in the morning. */
const MOST = 2_000
const LoanRow = Type.Object({ loan_id: Type.String() })

/**
 * What has been late for as long as the library says counts as lost: each loan a transaction of its own, so that a
 * run that is cut off goes on where it was. What a patron says to have brought back is left to people.
 * @returns how many loans ended
 */
export async function ageToLost(ctx: JobCtx): Promise<number> {
  let total = 0
  await eachAwakeLibrary(ctx, async library_id => {
    const today = dayOf(ctx.now)
    const loans = await inLibrary(ctx, library_id, async tx => {
      const [rows] = await tx.first([lostSettingsQuery(library_id)])
      const { after_days } = lostSettingsOf(rows ?? [])
      if (after_days === null) return []
      const [found] = await tx.more([agedLoans(library_id, addDays(today, -after_days), MOST)])
      return allOf(LoanRow, found ?? [])
    })
    for (const { loan_id } of loans) {
      ctx.signal.throwIfAborted()
      if (await lose(ctx, library_id, loan_id)) total++
    }
  })
  if (total > 0) ctx.log('info', 'counted late loans as lost', { job: ctx.operation, rows: total })
  return total
}

const lose = (ctx: JobCtx, library_id: string, loan_id: string): Promise<boolean> =>
  inLibrary(ctx, library_id, async tx => {
    const [, , ...rows] = await tx.first([
      lockPatron(patronOfLoan(loan_id)),
      lockItem(itemOfLoan(loan_id)),
      ...openLossQueries(loan_id, library_id, dayOf(ctx.now)),
    ])
    const found = openLossOf(rows)
    if (!found || found.loan.claimed_on !== null) return false
    const { loan } = found
    const actor = { library_id, branch_id: loan.branch_id, workstation_id: null, staff_id: null }
    const doer: Doer = { now: ctx.now, source: 'job', actor }
    const on = dayOf(ctx.now)
    const loss = await lossOf(ctx, tx, found, on)
    const at = ctx.now.toString()
    await tx.last(loseEffects(doer, { found, loss, event_id: uuid7(ctx.now), at, on, reason: 'aged' }))
    return true
  })
