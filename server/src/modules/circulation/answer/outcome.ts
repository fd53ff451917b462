import type { ItemOutcome } from '@kaft/contract'
import type { DeskAnswer } from '@kaft/contract'
import { marked } from '../../../base/decision.ts'
import { isRefusal, may, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { read } from '../../../base/tx.ts'
import { itemHeadOf, itemHeadQuery } from './answer.store.ts'

/** What an action on an item keeps for a repeat; the item is read anew. */
export interface KeptOutcome extends Omit<ItemOutcome, 'item' | 'findings'> {
  readonly item_id: string
  readonly findings: DeskAnswer['findings']
}

/** The answer with the item as it is now. */
export async function outcomeOf(
  ctx: StaffCtx,
  done: KeptOutcome | Refusal | RefusedByRules,
): Promise<ItemOutcome | Refusal | RefusedByRules> {
  if (isRefusal(done) || 'findings_refused' in done) return done
  const { item_id, findings, ...kept } = done
  const [rows] = await read(ctx, [itemHeadQuery(item_id)])
  const item = itemHeadOf(rows ?? [])
  if (!item) throw new Error('an item that was just changed is gone')
  return { ...kept, item, findings: marked(findings, may(ctx)) }
}
