import type { BodyOf, DeskAnswer, pullFound as foundOp } from '@kaft/contract'
import { isRefusal, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { checkin } from '../checkin/checkin.ts'

/**
 * An item of the list is in somebody's hand. It is caught for whoever waits first, as at any desk, and counts as found;
 * one that nobody waits for is refused, so that it goes back to its place.
 */
export async function pullFound(
  ctx: StaffCtx,
  { command_id, code }: BodyOf<typeof foundOp>,
): Promise<DeskAnswer | Refusal | RefusedByRules> {
  const answer = await checkin(ctx, { command_id, barcode: code.trim(), pull: true })
  if (isRefusal(answer)) return answer
  return answer.did === 'refused' ? refusedBy(answer.findings) : answer
}
