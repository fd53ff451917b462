import type { endMembership as op, BodyOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { lastDay } from './end-membership.rules.ts'
import { endTo, TariffRow, tariffQuery, unend } from './membership.store.ts'

/**
 * Ends a membership: now, when it runs out, or on a day. What is at home is brought back as ever; what is open stays
 * open. `deceased` stops every letter from this moment on, whatever day is named.
 */
export const endMembership = (ctx: StaffCtx, patron_id: string, body: BodyOf<typeof op>) =>
  changeOwn(ctx, { patron_id, body, facts: [tariffQuery(patron_id)] }, (_, [rows]) => {
    const { member_until, end_reason } = shaped(TariffRow, rows?.[0])
    if (end_reason !== null) return refuse('membership_ends_already')
    const said_on = dayOf(ctx.now)
    const until = lastDay(body, member_until, said_on)
    if (until === false) return refuse('membership_end_day')
    return {
      effects: [endTo(patron_id, { until, reason: body.reason, said_on, before: member_until })],
      answer: () => ({ patron_id }),
    }
  })

/** Takes the end back: the membership runs as long as it would have. Twice is the same as once. */
export const unendMembership = (ctx: StaffCtx, patron_id: string): Promise<Changed | Refusal> =>
  transact(ctx, async tx => {
    const [locked] = await tx.first([lockPatron(patron_id)])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    await tx.last([unend(patron_id)])
    return { patron_id }
  })
