import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { eventQuery } from '../events/event.store.ts'
import { lockPatron } from '../facts/patron-facts.store.ts'
import { holdCharge, refunds } from './charges.ts'
import { lockItemOfHold, lockQueuesOfHold, patronOfHold } from './hold.store.ts'
import { closeIbl, endHold, OpenHold, openHoldFacts } from './open-hold.store.ts'
import { refundsOf } from './refund.rules.ts'
import { showHold } from './show-holds.ts'

interface Ended {
  readonly hold_id: string
  readonly event_id: string | null
  readonly item_id: string | null
}
/** `patron_gone`: the reader died, or registered on the internet and never came. */
export type How = 'cancelled' | 'too_long' | 'not_collected' | 'patron_gone'
const closed = ['filled', 'cancelled', 'expired']
export const isClosed = (hold: OpenHold): boolean => closed.includes(hold.whole.state)
const kinds = {
  cancelled: 'hold_cancelled',
  too_long: 'hold_expired',
  not_collected: 'hold_cleared',
  patron_gone: 'hold_cancelled',
} as const

/** The statements that lock and read an open hold; the last one gives a row of `OpenHold`. */
export const openHold = (hold_id: string, pickup_branch_id: string | null = null): Query[] => [
  lockPatron(patronOfHold(hold_id)),
  lockItemOfHold(hold_id),
  lockQueuesOfHold(hold_id),
  openHoldFacts(hold_id, pickup_branch_id),
]

/** All that ending a hold does: the row, the requests to other libraries, the money, the event. */
export function endingQueries(ctx: StaffCtx, hold: OpenHold, how: How, event_id: string): Query[] {
  const { hold_id, title_id, whole, person } = hold
  const gone = how === 'cancelled' || how === 'patron_gone'
  const back = refundsOf(hold, how === 'patron_gone' ? 'cancelled' : how)
  const item_id = whole.item_id
  const cost = how === 'not_collected' ? hold.not_collected_cents : 0
  return [
    endHold(ctx, { hold_id, as: gone ? 'cancelled' : 'expired', because: how }),
    ...(whole.ibl_until === null ? [] : closeIbl(hold_id, 'withdrawn')),
    ...refunds(
      ctx,
      back.map(c => c.entry_id),
    ),
    ...holdCharge(ctx, person, { hold_id, title_id, item_id, amount_cents: cost }),
    eventQuery(ctx, {
      event_id,
      kind: kinds[how],
      occurred_at: ctx.now.toString(),
      item_id,
      title_id,
      hold_id,
      person,
      amount_cents: cost || null,
      // What nobody came for goes to the next at once: there is no way back to this hold.
      undo: gone ? { whole, again: back.map(c => c.amount_cents) } : null,
    }),
  ]
}

/**
 * Ends a hold that is open. Whatever it had caught stays where it is; the next scan of the item finds who is next.
 * @returns ids only; `hold_closed` when it had ended already, `not_found` outside of the scope
 */
export function endOpenHold(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly hold_id: string; readonly how: How },
): Promise<Ended | Refusal | RefusedByRules> {
  const event_id = uuid7(ctx.now)
  const { hold_id } = ask
  return once<Ended>(ctx, ask, {
    facts: openHold(hold_id),
    decide: (rows, tx) => {
      const hold = oneOf(OpenHold, rows[3] ?? [])
      tx.seen(hold?.person.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold) return refuse('not_found')
      const { whole } = hold
      if (isClosed(hold)) {
        // Ended in the night, and still on the shelf: clearing takes the item, and nothing of the hold is left to end.
        if (ask.how === 'not_collected' && whole.item_id !== null && whole.state !== 'filled')
          return { effects: [], answer: () => ({ hold_id, event_id: null, item_id: whole.item_id }) }
        return refusedBy([{ code: 'hold_closed', weight: 'stop', about: { state: whole.state } }])
      }
      return {
        effects: endingQueries(ctx, hold, ask.how, event_id),
        answer: () => ({ hold_id, event_id, item_id: whole.item_id }),
      }
    },
  })
}

/** Cancels a hold and shows it as it is now. */
export async function cancelHold(ctx: StaffCtx, ask: { command_id: string; hold_id: string }) {
  const ended = await endOpenHold(ctx, { ...ask, how: 'cancelled' })
  if (isRefusal(ended) || 'findings_refused' in ended) return ended
  return { hold: await showHold(ctx, ended.hold_id), event_id: ended.event_id ?? '' }
}
