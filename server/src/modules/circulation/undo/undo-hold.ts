import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { matches, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { holdCharge } from '../holds/charges.ts'
import { moveHold } from '../holds/move-hold.store.ts'
import { restoreWhole, Whole } from '../holds/open-hold.store.ts'
import type { Before } from './before.rules.ts'
import { restoreHold, type UndoFacts } from './undo.store.ts'

/** What a command on a hold kept: all of the hold, and which costs it took back that must stand again. */
const HoldUndo = Type.Object({ whole: Whole, again: Type.Array(Type.Integer()) })

export const isHoldCommand = (facts: UndoFacts): boolean => matches(HoldUndo, facts.undo)

/** A hold goes back to exactly what it was: its state, its days, its requests to others, and its costs. */
export function undoHold(ctx: StaffCtx, facts: UndoFacts): Query[] {
  const { whole, again } = shaped(HoldUndo, facts.undo)
  const { hold_id, title_id, person } = facts
  if (hold_id === null) throw new Error('a command on a hold that names none')
  return [
    ...restoreWhole(hold_id, whole),
    ...again.flatMap(amount_cents =>
      person && title_id ? holdCharge(ctx, person, { hold_id, title_id, amount_cents }) : [],
    ),
  ]
}

/** The hold that an item was moved for goes back with it, also where this desk may not see whose it is. */
export function undoMove(facts: UndoFacts, was: NonNullable<Before['hold']>, at: string): Query {
  if (facts.hold !== null || facts.item_id === null) return restoreHold(was, at)
  return moveHold({
    hold_id: was.hold_id,
    item_id: facts.item_id,
    into: was.state === 'ready' || was.state === 'in_transit' ? was.state : 'waiting',
    hold_code: was.hold_code,
    ready_until: was.ready_until,
    at,
  })
}
