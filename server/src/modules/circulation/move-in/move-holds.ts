import type { MoveReason } from '@kaft/contract'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Keyed, MovedTo, MovingIn } from '../../../base/moving.ts'
import { allOf } from '../../../base/row.ts'
import { catchHolds, catchStatus, insertHolds, MadeHold, type MovedHold } from './move-holds.store.ts'
import { MovedItemFacts, movedItemFacts } from './move-loans.store.ts'

/** What lies ready without a last day stays a week longer. */
const READY_DAYS = 7

/** Holds come over with their place: `placed_at` is given so that the queue stands as it stood. */
export async function moveHolds(
  moving: MovingIn,
  holds: readonly MovedHold[],
): Promise<{
  readonly made: readonly MovedTo[]
  readonly refused: readonly (Keyed & { readonly reason: MoveReason })[]
}> {
  const { tx, at } = moving
  const item_ids = holds.flatMap(h => h.item_id ?? [])
  const [items = []] = await tx.more([movedItemFacts(item_ids)])
  const facts = new Map(allOf(MovedItemFacts, items).map(i => [i.item_id, i]))
  const refused: { key: string; reason: MoveReason }[] = []
  const fine: MovedHold[] = []
  const used = new Set<string>()
  for (const hold of holds) {
    const { item_id } = hold
    if (hold.state === 'waiting' || item_id === null) fine.push({ ...hold, state: 'waiting', item_id: null })
    else if (!facts.has(item_id)) refused.push({ key: hold.key, reason: 'item_unknown' })
    else if (used.has(item_id) || facts.get(item_id)?.away !== null)
      refused.push({ key: hold.key, reason: 'item_away' })
    else {
      used.add(item_id)
      const ready_until = hold.ready_until ?? addDays(dayOf(at), READY_DAYS)
      fine.push({ ...hold, ready_until: hold.state === 'ready' ? ready_until : null })
    }
  }
  if (fine.length === 0) return { made: [], refused }
  const [rows = []] = await tx.more([insertHolds(fine, moving)])
  const made = allOf(MadeHold, rows)
  const ids = new Map(made.map(m => [m.key, m.id]))
  const caught = fine.filter(h => h.state !== 'waiting').map(h => ({ ...h, id: ids.get(h.key) ?? '' }))
  if (caught.length > 0) {
    await tx.more([catchHolds(caught, at)])
    await tx.more([catchStatus(caught, at)])
  }
  return { made, refused }
}
