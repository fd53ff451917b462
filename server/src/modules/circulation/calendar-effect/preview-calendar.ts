import type { Ask, OkOf, previewCalendar as op, ResolvedValues } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { changedCalendar, closingDays, effectOnFines, type LateGroup } from './calendar-effect.rules.ts'
import { DueRow, dueOnDays, LateRow, lateQuery, OwnBranch, ownBranch } from './calendar-effect.store.ts'

/**
 * What a change of the calendar would do to what is open, before it is saved: fines that run now, by the one
 * calculator, and loans that are due on a day that closes. Nothing is changed, and nothing that is booked ever is.
 */
export const previewCalendar = (
  ctx: StaffCtx,
  { params: { branch_id }, body }: Ask<typeof op>,
): Promise<OkOf<typeof op> | Refusal> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const { library_id } = ctx.actor
    const [own, late] = await tx.first([ownBranch(branch_id, library_id), lateQuery(branch_id, today)])
    const branch = oneOf(OwnBranch, own ?? [])
    if (!branch) return refuse('not_found')
    const book = await rulebookFor(ctx, tx, { library_id, epoch: branch.epoch })
    const before = book.calendars.get(branch_id)
    if (!before) return refuse('not_found')
    const after = changedCalendar(before, body)
    const groups = allOf(LateRow, late ?? []).map((row): LateGroup => {
      const terms = row.resolved as ResolvedValues
      return { ...row, policy: terms.fine, replacement_cents: terms.replacement_cents }
    })
    const [due] = await tx.more([dueOnDays(branch_id, closingDays(body, before, after))])
    return { fines: effectOnFines(groups, { today, before, after }), due: allOf(DueRow, due ?? []) }
  })
