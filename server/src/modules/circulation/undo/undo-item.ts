import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { matches, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { refreshHeld, withdrawTitle } from '../../cataloguing/index.ts'
import { reverseRefundQuery } from '../../finance/index.ts'
import { freeBarcodeQuery, itemStateQuery, undoConditionsQuery } from '../../inventory/index.ts'
import { lookedQuery, undoClaimsQuery } from '../claims/claim.store.ts'
import { eventQuery } from '../events/event.store.ts'
import { type UndoFacts, reclaim } from './undo.store.ts'

/** Whether the loan of the event ended by it. */
export const endsLoan = ({ kind, loan }: UndoFacts): boolean =>
  kind === 'checkin' || kind === 'item_lost' || (kind === 'claim_resolved' && loan?.ended === 'dismissed')

const WithState = Type.Object({ item_state: Type.String() })
const WithClaim = Type.Object({ claimed_on: Type.Union([Type.String(), Type.Null()]) })
const Looked = Type.Object({ claim_id: Type.String() })
const Added = Type.Object({ provisional_title_id: Type.Union([Type.String(), Type.Null()]) })

/**
 * What an action changed of the item itself, put back: its state, its conditions, the claim on its loan, the credit
 * that was given. An item that was added at the desk goes, and its barcode is free again.
 */
export function itemBack(ctx: StaffCtx, facts: UndoFacts): Query[] {
  const { event_id, item_id, loan_id, undo } = facts
  const now = ctx.now.toString()
  if (item_id === null) return [undoConditionsQuery(event_id, now)]
  if (facts.kind === 'item_added')
    return [...removed(facts, item_id, now), undoConditionsQuery(event_id, now)]
  const state = matches(WithState, undo) ? shaped(WithState, undo).item_state : null
  const claim = matches(WithClaim, undo) && loan_id ? shaped(WithClaim, undo) : null
  const refunds = facts.refunds.map(r => r.entry_id)
  const shelved = facts.kind === 'item_withdrawn' || facts.kind === 'item_restored'
  return [
    ...(state ? [itemStateQuery(item_id, state)] : []),
    ...(claim && loan_id ? [reclaim(loan_id, claim.claimed_on)] : []),
    ...(facts.kind === 'claim_looked' ? [lookedQuery(shaped(Looked, undo).claim_id, -1, now)] : []),
    ...(refunds.length > 0 ? [reverseRefundQuery(ctx, refunds)] : []),
    undoConditionsQuery(event_id, now),
    undoClaimsQuery(event_id, now),
    ...(shelved && facts.title_id ? [refreshHeld([facts.title_id], now)] : []),
  ]
}

/** The item leaves; a title that was made for it alone goes with it. */
function removed(facts: UndoFacts, item_id: string, at: string): Query[] {
  const { provisional_title_id } = shaped(Added, facts.undo)
  return [
    itemStateQuery(item_id, 'withdrawn'),
    freeBarcodeQuery(item_id),
    ...(provisional_title_id ? [withdrawTitle(provisional_title_id, at)] : []),
    ...(facts.title_id ? [refreshHeld([facts.title_id], at)] : []),
  ]
}

/** The event by which another's loan ended, taken back together with the loan that ended it. */
export const endingBack = (ctx: StaffCtx, facts: UndoFacts, ended_event_id: string): Query[] => {
  const now = ctx.now.toString()
  return [
    undoConditionsQuery(ended_event_id, now),
    undoClaimsQuery(ended_event_id, now),
    eventQuery(ctx, {
      event_id: uuid7(ctx.now),
      kind: 'undo',
      occurred_at: now,
      item_id: facts.item_id,
      person: null,
      undoes: ended_event_id,
    }),
  ]
}
