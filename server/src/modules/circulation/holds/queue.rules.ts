import { type HoldPolicy, holdPolicy } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { ItemFacts, QueuedItem, Waiting } from '../facts/item-facts.store.ts'
import { type AllocationFacts, allocate, nextFor } from './allocate.rules.ts'

/** The policy of the item's library, or what holds while it set none. */
export const policyOf = (item: Pick<ItemFacts, 'policy'>): HoldPolicy =>
  (item.policy as HoldPolicy | null) ?? holdPolicy

/** The item as choosing sees it, in the hands of a branch on a day. */
export const allocationOf = (
  item: QueuedItem,
  at: { readonly today: Day; readonly branch_id: string },
): AllocationFacts => ({
  today: at.today,
  item_id: item.item_id,
  library_id: item.library_id,
  branch_id: item.branch_id,
  at_branch_id: at.branch_id,
  acquired_on: item.acquired_on,
  queue: item.queue,
  copies: item.copies,
  served: item.served,
})

/** Whose turn it is for an item that is at the desk now, by the policy of its library. */
export const nextInQueue = (
  item: QueuedItem,
  at: { readonly today: Day; readonly branch_id: string },
): Waiting | null => (item.queue.length === 0 ? null : nextFor(allocationOf(item, at), policyOf(item)))

/** Other items of the title that stand on a shelf and could serve the same queue. */
export const freeCopies = (item: Pick<ItemFacts, 'copies'>): number =>
  item.copies.reduce((sum, c) => sum + c.free, 0)

export interface Place {
  /** The patron's own waiting hold that a loan of this item would fill. */
  readonly own_hold_id: string | null
  /** Whether everyone who comes before this patron can be served from other copies on the shelf. */
  readonly may_take: boolean
}

/**
 * Who holds a copy in hand may take it when those before them in the queue are not left without: each of those
 * needs one of the other free copies. Without a hold of their own, everyone who can use it now comes before. An
 * own hold is filled also when it is suspended or left to nearer items: its patron stands here.
 */
export function placeInQueue(
  item: QueuedItem,
  own_holds: readonly string[],
  at: { readonly today: Day; readonly branch_id: string },
): Place {
  if (item.queue.length === 0) return { own_hold_id: null, may_take: true }
  const standings = allocate(allocationOf(item, at), policyOf(item))
  const own = standings.find(s => own_holds.includes(s.hold.hold_id) && s.code !== 'other_item')
  const before = standings.filter(s => s.rank !== null && (own?.rank == null || s.rank < own.rank))
  return { own_hold_id: own?.hold.hold_id ?? null, may_take: before.length <= freeCopies(item) }
}

/** Who else waits for the item of a loan: whether anyone does, whom no other copy can serve, or for this very item. */
export interface Waited {
  readonly others: number
  readonly beyond_copies: boolean
  readonly this_item: boolean
}

/** What renewing weighs of the queue (B27, B28): copies that may not be lent do not count as copies. */
export function waitedFor(
  item: QueuedItem,
  own_holds: readonly string[],
  at: { readonly today: Day; readonly branch_id: string },
): Waited {
  if (item.queue.length === 0) return { others: 0, beyond_copies: false, this_item: false }
  const others = allocate(allocationOf(item, at), policyOf(item)).filter(
    s => s.rank !== null && !own_holds.includes(s.hold.hold_id),
  )
  return {
    others: others.length,
    beyond_copies: others.length > freeCopies(item),
    this_item: others.some(s => s.hold.wanted_item_id !== null),
  }
}
