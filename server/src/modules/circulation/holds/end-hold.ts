import { Hold } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { eventQuery } from '../events/event.store.ts'
import { lockPatron } from '../facts/patron-facts.store.ts'
import {
  endHold,
  holdById,
  lockHoldItem,
  lockQueueOfHold,
  OpenHold,
  openHoldFacts,
  patronOfHold,
} from './hold.store.ts'

interface Ended {
  readonly hold_id: string
  readonly event_id: string
  readonly item_id: string | null
}
const closed = ['filled', 'cancelled', 'expired']

/**
 * Ends a hold that is open. Whatever it had caught stays where it is; the next scan of the item finds who is next.
 * @returns ids only; `hold_closed` when it had ended already, `not_found` outside of the scope
 */
export function endOpenHold(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly hold_id: string; readonly as: 'cancelled' | 'expired' },
): Promise<Ended | Refusal | RefusedByRules> {
  const event_id = uuid7(ctx.now)
  const { hold_id } = ask
  return once<Ended>(ctx, ask, {
    facts: [
      lockPatron(patronOfHold(hold_id)),
      lockHoldItem(hold_id),
      lockQueueOfHold(hold_id),
      openHoldFacts(hold_id),
    ],
    decide: (rows, tx) => {
      const hold = oneOf(OpenHold, rows[3] ?? [])
      tx.seen(hold?.person.patron_id ?? null, hold ? 'seen' : 'refused')
      if (!hold) return refuse('not_found')
      if (closed.includes(hold.state))
        return refusedBy([{ code: 'hold_closed', weight: 'stop', about: { state: hold.state } }])
      const was = {
        hold_id,
        state: hold.state,
        item_id: hold.item_id,
        hold_code: hold.hold_code,
        ready_until: hold.ready_until,
      }
      // Only a hold that still waited can simply wait again: what was caught may be gone by then.
      const undo = hold.state === 'waiting' && ask.as === 'cancelled' ? { status: null, hold: was } : null
      return {
        effects: [
          endHold(ctx, { hold_id, as: ask.as }),
          eventQuery(ctx, {
            event_id,
            kind: ask.as === 'expired' ? 'hold_cleared' : 'hold_cancelled',
            occurred_at: ctx.now.toString(),
            item_id: hold.item_id,
            title_id: hold.title_id,
            hold_id,
            person: hold.person,
            undo,
          }),
        ],
        answer: () => ({ hold_id, event_id, item_id: hold.item_id }),
      }
    },
  })
}

/** Cancels a hold and shows it as it is now. */
export async function cancelHold(ctx: StaffCtx, ask: { command_id: string; hold_id: string }) {
  const ended = await endOpenHold(ctx, { ...ask, as: 'cancelled' })
  if (isRefusal(ended) || 'findings_refused' in ended) return ended
  const [rows] = await read(ctx, [holdById(ended.hold_id)])
  return { hold: shaped(Hold, rows?.[0]), event_id: ended.event_id }
}
