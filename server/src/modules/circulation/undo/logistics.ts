import { Id } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { itemFoundQuery } from '../../inventory/index.ts'
import { unfill } from '../pull-list/fill.store.ts'
import { restoreMiss, Sought } from '../pull-list/not-found.store.ts'
import type { UndoFacts } from './undo.store.ts'

const NotFound = Type.Object({
  misses: Type.Array(Type.Object({ item_id: Id, was: Sought.properties.was })),
  missing: Type.Array(Id),
})

/** What takes back an action along the way of an item that is neither a loan nor a hold; null for other kinds. */
export function logisticsBack(ctx: StaffCtx, facts: UndoFacts): Query[] | null {
  if (facts.kind !== 'hold_not_found') return null
  const was = shaped(NotFound, facts.undo)
  return [
    ...was.misses.map(one => restoreMiss(ctx.actor.branch_id, one.item_id, one.was)),
    ...was.missing.map(itemFoundQuery),
  ]
}

/** What else goes with an action that is taken back, whatever it was. */
export const logisticsAlong = (facts: UndoFacts): Query[] =>
  facts.kind === 'receive' ? [unfill(facts.event_id)] : []
