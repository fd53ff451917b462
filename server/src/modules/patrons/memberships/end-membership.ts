import type { endMembership as op, BodyOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { lastDay } from './end-membership.rules.ts'
import { EndEvents, endEvents, endTo, TariffRow, tariffQuery, unend } from './membership.store.ts'

/** What of the floor above ends with somebody who died, and comes back when that was a mistake. */
export interface WithDeath {
  readonly end: (
    ctx: StaffCtx,
    tx: Tx,
    patron_id: string,
  ) => Promise<{ readonly effects: readonly Query[]; readonly event_ids: readonly string[] }>
  readonly back: (ctx: StaffCtx, tx: Tx, event_ids: readonly string[]) => Promise<readonly Query[]>
}
const nothing = { effects: [], event_ids: [] }

/**
 * Ends a membership: now, when it runs out, or on a day. What is at home is brought back as ever; what is open stays
 * open. `deceased` stops every letter from this moment on, whatever day is named, and ends the reservations.
 */
export const endMembership = (
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
  withDeath?: WithDeath,
) =>
  changeOwn(ctx, { patron_id, body, facts: [tariffQuery(patron_id)] }, async (_, [rows], tx) => {
    const { member_until, end_reason } = shaped(TariffRow, rows?.[0])
    if (end_reason !== null) return refuse('membership_ends_already')
    const said_on = dayOf(ctx.now)
    const until = lastDay(body, member_until, said_on)
    if (until === false) return refuse('membership_end_day')
    const died = body.reason === 'deceased' && withDeath
    const along = died ? await withDeath.end(ctx, tx, patron_id) : nothing
    const { event_ids } = along
    return {
      effects: [
        endTo(patron_id, { until, reason: body.reason, said_on, before: member_until, event_ids }),
        ...along.effects,
      ],
      answer: () => ({ patron_id }),
    }
  })

/**
 * Takes the end back: the membership runs as long as it would have, and reservations that ended with it wait again where
 * they waited. Twice is the same as once.
 */
export const unendMembership = (
  ctx: StaffCtx,
  patron_id: string,
  withDeath?: WithDeath,
): Promise<Changed | Refusal> =>
  transact(ctx, async tx => {
    const [locked, events] = await tx.first([lockPatron(patron_id), endEvents(patron_id)])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    const event_ids = oneOf(EndEvents, events ?? [])?.end_events ?? []
    const back = withDeath ? await withDeath.back(ctx, tx, event_ids) : []
    await tx.last([unend(patron_id), ...back])
    return { patron_id }
  })
