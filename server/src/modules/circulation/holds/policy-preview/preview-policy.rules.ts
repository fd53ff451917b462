import type { HoldPolicy } from '@kaft/contract'
import type { Day } from '../../../../base/dates.ts'
import type { QueuedItem, Waiting } from '../../facts/item-facts.store.ts'
import { nextInQueue } from '../queue.rules.ts'

interface Both {
  readonly now: number
  readonly draft: number
}
export interface PolicyPreview {
  readonly titles: number
  readonly changed: number
  /** Items that go to own readers, that travel, and that nobody would get; as it is, and as it would be. */
  readonly own: Both
  readonly travels: Both
  readonly nobody: Both
  /** Per title to whom it goes now, and by the draft. */
  readonly choices: readonly { readonly now: Waiting | null; readonly draft: Waiting | null }[]
}

/** What another policy would do with items that come back today at their own branch. */
export function previewOf(items: readonly QueuedItem[], policy: HoldPolicy, today: Day): PolicyPreview {
  const choices = items.map(item => {
    const at = { today, branch_id: item.branch_id }
    return { item, now: nextInQueue(item, at), draft: nextInQueue({ ...item, policy }, at) }
  })
  const count = (is: (item: QueuedItem, hold: Waiting | null) => boolean): Both => ({
    now: choices.filter(c => is(c.item, c.now)).length,
    draft: choices.filter(c => is(c.item, c.draft)).length,
  })
  return {
    titles: items.length,
    changed: choices.filter(c => c.now?.hold_id !== c.draft?.hold_id).length,
    own: count((item, hold) => hold?.library_id === item.library_id),
    travels: count((item, hold) => hold !== null && hold.pickup_branch_id !== item.branch_id),
    nobody: count((_, hold) => hold === null),
    choices: choices.map(({ now, draft }) => ({ now, draft })),
  }
}
