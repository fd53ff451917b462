import type { ItemFacts, Waiting } from '../facts/item-facts.store.ts'

export interface Place {
  /** The patron's own waiting hold on this title, which the loan would fill. */
  readonly own_hold_id: string | null
  /** Whether everyone who waits before this patron can be served from other copies on the shelf. */
  readonly may_take: boolean
}

/**
 * Who holds a copy in hand may take it when those before them in the queue are not left without: each of those
 * needs one of the other free copies. Without a hold of their own, everyone who waits comes before.
 */
export function placeInQueue(item: Pick<ItemFacts, 'queue' | 'free_copies'>, patron_id: string): Place {
  const at = item.queue.findIndex(w => w.patron_id === patron_id)
  const before = at === -1 ? item.queue.length : at
  return { own_hold_id: item.queue[at]?.hold_id ?? null, may_take: before <= item.free_copies }
}

/** Whose turn it is for an item that is at the desk now: the first who waits; the store keeps the order. */
export const nextInQueue = (item: Pick<ItemFacts, 'queue'>): Waiting | null => item.queue[0] ?? null
