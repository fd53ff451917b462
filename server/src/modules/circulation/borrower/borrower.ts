import type { DoorReason, itemBorrower as nowOp, lastBorrower as lastOp, OkOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { headsOf, patronHeadQuery } from '../../patrons/index.ts'
import { TRACE_DAYS } from '../events/event.store.ts'
import { HadLast, HasNow, hadLastQuery, hasNowQuery } from './borrower.store.ts'

/** Whose loan ends when this item is lent on: asked for by a click, and logged. */
export const itemBorrower = (ctx: StaffCtx, item_id: string): Promise<OkOf<typeof nowOp> | Refusal> =>
  transact(ctx, async tx => {
    const [rows] = await tx.first([hasNowQuery(item_id)])
    const now = oneOf(HasNow, rows ?? [])
    tx.seen(now?.patron_id ?? null, now ? 'seen' : 'refused')
    if (!now) return refuse('not_on_loan')
    const [heads] = await tx.more([patronHeadQuery([now.patron_id], ctx.now)])
    const patron = headsOf(heads ?? [])[0]
    return patron ? { patron, due_on: now.due_on } : refuse('patron_unknown')
  })

/**
 * The door to the last borrower: opened for a reason, logged with it, and the patron can see that (P68). After
 * ninety days the tie is gone for everybody (P67), and the door says so.
 */
export const lastBorrower = (
  ctx: StaffCtx,
  ask: { readonly item_id: string; readonly reason: DoorReason },
): Promise<OkOf<typeof lastOp> | Refusal> =>
  transact(ctx, async tx => {
    const since = addDays(dayOf(ctx.now), -TRACE_DAYS)
    const [rows] = await tx.first([hadLastQuery(ask.item_id, since)])
    const last = oneOf(HadLast, rows ?? [])
    tx.seen(last?.patron_id ?? null, last ? 'seen' : 'refused', ask.reason)
    if (!last) return refuse('last_borrower_gone')
    const [heads] = await tx.more([patronHeadQuery([last.patron_id], ctx.now)])
    const patron = headsOf(heads ?? [])[0]
    if (!patron) return refuse('last_borrower_gone')
    return { patron, lent_on: last.lent_on, returned_on: last.returned_on }
  })
