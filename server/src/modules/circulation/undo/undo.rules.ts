import type { Finding } from '../../../base/decision.ts'
import { logisticsKinds } from './logistics.rules.ts'
import type { UndoFacts } from './undo.store.ts'

/** Which kinds of action can be taken back at all. */
export const undoable = [
  'checkout',
  'checkin',
  'receive',
  'renewal',
  'hold_placed',
  'hold_cancelled',
  ...logisticsKinds,
  'hold_changed',
  'hold_suspended',
  'hold_resumed',
  'hold_escalated',
  'in_house',
  'item_added',
  'item_lost',
  'item_missing',
  'item_found',
  'item_damaged',
  'item_incomplete',
  'item_repaired',
  'item_completed',
  'item_checked',
  'item_withdrawn',
  'item_restored',
  'damage_charged',
  'claimed_returned',
  'claim_looked',
  'claim_resolved',
] as const
export type Undoable = (typeof undoable)[number]
const isUndoable = (kind: string): kind is Undoable => (undoable as readonly string[]).includes(kind)

/** What does not touch where the item is: it can be taken back whatever happened since. */
const standsApart: ReadonlySet<string> = new Set(['in_house', 'damage_charged'])

/** One row of a change of many: it goes back with its run, which knows whether it still can. */
const isOfMany = (undo: unknown): boolean =>
  typeof undo === 'object' && undo !== null && 'many' in undo && undo.many === true

/** Why an action can no longer be taken back; nothing when it can. */
export function whyNot(facts: UndoFacts): Finding[] {
  const no = (code: Finding['code'], about: Finding['about'] = {}): Finding[] => [
    { code, weight: 'stop', about },
  ]
  if (isOfMany(facts.undo)) return no('undo_of_many')
  if (!isUndoable(facts.kind) || facts.undo === null) return no('undo_impossible', { kind: facts.kind })
  if (facts.undone) return no('undo_already')
  if (facts.moved_on && !standsApart.has(facts.kind)) return no('undo_item_moved_on')
  if (facts.charges.some(c => c.paid)) return no('undo_paid')
  if (facts.kind === 'checkout' && facts.loan?.open !== true) return no('undo_item_moved_on')
  if (facts.kind === 'renewal' && facts.loan?.open !== true) return no('undo_item_moved_on')
  if (facts.kind === 'item_lost' && (facts.open_loan_id !== null || facts.loan?.ended !== 'lost'))
    return no('undo_item_moved_on')
  if (facts.kind === 'checkin' && (facts.open_loan_id !== null || facts.loan?.ended !== 'returned'))
    return no('undo_item_moved_on')
  return []
}
