import type { DeskAnswer } from '@kaft/contract'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { emptyAnswer } from '../answer/answer.ts'
import { checkin } from '../checkin/checkin.ts'
import { endOpenHold } from './end-hold.ts'

/**
 * Takes a hold off the shelf because nobody came, and sends its item on: to the next who waits, or home. Two
 * commands, each repeatable: a break between them leaves an item whose next scan does the rest.
 */
export async function clearHold(
  ctx: StaffCtx,
  ask: { command_id: string; hold_id: string },
): Promise<DeskAnswer | Refusal | RefusedByRules> {
  const ended = await endOpenHold(ctx, { ...ask, how: 'not_collected' })
  if (isRefusal(ended) || 'findings_refused' in ended) return ended
  if (!ended.item_id) return { ...emptyAnswer, did: 'not_on_loan' }
  return checkin(ctx, {
    command_id: follower(ask.command_id),
    item_id: ended.item_id,
    ...(ended.event_id ? { cleared_by: ended.event_id } : {}),
  })
}

/** The id of the second command follows from the first, so that a repeat of the whole repeats both. */
const follower = (id: string): string =>
  `${id.slice(0, -1)}${((Number.parseInt(id.slice(-1), 16) + 1) % 16).toString(16)}`
