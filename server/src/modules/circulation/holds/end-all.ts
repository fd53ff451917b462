import { Type } from 'typebox'
import { Id } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { lockItem } from '../facts/item-facts.store.ts'
import { effectsOf } from '../undo/undo.ts'
import { whyNot } from '../undo/undo.rules.ts'
import { itemOfEvent, lockPatronOfEvent, lockQueueOfEvent, UndoFacts, undoFacts } from '../undo/undo.store.ts'
import { endingQueries, isClosed, openHold } from './end-hold.ts'
import { OpenHold } from './open-hold.store.ts'
import { openHoldsOf } from './patron-holds.store.ts'

const HoldId = Type.Object({ hold_id: Id })
const Facts = Type.Object({ facts: UndoFacts })

export interface EndedHolds {
  readonly effects: readonly Query[]
  readonly event_ids: readonly string[]
}

/**
 * Ends every reservation of a patron who is gone, in the transaction that says so. What was caught for them stays where it
 * is, and its next scan finds who is next.
 * @returns the effects, and the events by which `putHoldsBack` finds them
 */
export async function endHoldsOf(ctx: StaffCtx, tx: Tx, patron_id: string): Promise<EndedHolds> {
  const effects: Query[] = []
  const event_ids: string[] = []
  const [found = []] = await tx.more([openHoldsOf(patron_id)])
  for (const { hold_id } of allOf(HoldId, found)) {
    const rows = await tx.more(openHold(hold_id))
    const hold = oneOf(OpenHold, rows[3] ?? [])
    if (!hold || isClosed(hold)) continue
    const event_id = uuid7(ctx.now)
    event_ids.push(event_id)
    effects.push(...endingQueries(ctx, hold, 'patron_gone', event_id))
  }
  return { effects, event_ids }
}

/** Puts those reservations back, each at the place that it had; what went on to somebody else meanwhile stays ended. */
export async function putHoldsBack(
  ctx: StaffCtx,
  tx: Tx,
  event_ids: readonly string[],
): Promise<readonly Query[]> {
  const effects: Query[] = []
  for (const event_id of event_ids) {
    const rows = await tx.more([
      lockPatronOfEvent(event_id),
      lockItem(itemOfEvent(event_id)),
      lockQueueOfEvent(event_id),
      undoFacts(event_id),
    ])
    const facts = oneOf(Facts, rows[3] ?? [])?.facts
    if (facts && whyNot(facts).length === 0) effects.push(...effectsOf(ctx, facts, undefined).queries)
  }
  return effects
}
