import type { Finding } from '../../../base/decision.ts'
import type { Checkin } from '../checkin/checkin.rules.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'

/** Why a scanned item is not what the pull list asks for; null when somebody waits for it. */
export function whyNotWanted(
  item: Pick<ItemFacts, 'status' | 'at_branch_id'>,
  decided: Checkin,
  branch_id: string,
): Finding | null {
  if (item.status !== 'available' || item.at_branch_id !== branch_id)
    return { code: 'pull_not_here', weight: 'stop', about: { status: item.status } }
  if (decided.catches === null) return { code: 'pull_not_wanted', weight: 'stop', about: {} }
  return null
}
