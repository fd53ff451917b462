import type { OkOf, returnDays as op } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { isOpen } from '../due/calendar.rules.ts'
import { fillFrom, resolve } from '../regulation/resolve.rules.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { type Rulebook, rulebookFor } from '../rulebook/rulebook.ts'
import { type Proposal, proposedDay } from './return-day.rules.ts'

/** What the regulation of the branch says of the book drop, whatever lies in it. */
export function proposalOf(book: Rulebook, branch_id: string, today: string): Proposal | null {
  const calendar = book.calendars.get(branch_id)
  if (!calendar) return null
  const { values } = book.regulation
    ? resolve(book.regulation, {
        branch_id,
        membership_type: null,
        age: null,
        item_type: null,
        shelf: null,
        item_age_days: null,
        action: 'loan',
        on: today,
      })
    : fillFrom([])
  return proposedDay(values.book_drop, calendar, today)
}

/** The day that return mode offers here: the last opening, or the next open day. */
export const returnDays = (ctx: StaffCtx): Promise<OkOf<typeof op>> =>
  transact(ctx, async tx => {
    const { library_id, branch_id } = ctx.actor
    const [rows] = await tx.first([epochQuery(library_id)])
    const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, rows?.[0]).epoch })
    const today = dayOf(ctx.now)
    const calendar = book.calendars.get(branch_id)
    return {
      today,
      open_today: calendar ? isOpen(calendar, today) : false,
      proposed: proposalOf(book, branch_id, today),
    }
  })
