import { Day, Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { Finding } from '../../../base/decision.ts'
import { matches, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { reverseChargeQuery } from '../../finance/index.ts'
import { itemFoundQuery } from '../../inventory/index.ts'
import {
  dropTrip,
  putBackIn,
  reopenTrip,
  takeOut,
  unemptyTrip,
  unreceiveTrip,
} from '../crates/change-crate.store.ts'
import { eventQuery } from '../events/event.store.ts'
import { unfill } from '../pull-list/fill.store.ts'
import { restoreMiss, Sought } from '../pull-list/not-found.store.ts'
import { ClaimsOfTitle, claimQuery } from '../pull-list/pull-list.store.ts'
import { whereOf } from '../pull-list/pull-list.ts'
import { unseekItem } from '../transits/transit.store.ts'
import { LogisticsFacts } from './logistics.store.ts'
import { restoreHold, type UndoFacts } from './undo.store.ts'

const NotFound = Type.Object({
  misses: Type.Array(Type.Object({ item_id: Id, was: Sought.properties.was })),
  missing: Type.Array(Id),
  /** What the branch had claimed of the title; nothing in what was missed before this was kept. */
  claimed: Type.Optional(ClaimsOfTitle),
})
/** Which crate an action was about, or put an item into. */
const OfTrip = Type.Object({ trip_id: Id })
/** A hold that was taken off the shelf in the same act. */
const OfCleared = Type.Object({
  cleared: Type.Object({
    event_id: Type.String(),
    hold_id: Id,
    hold_code: Nullable(Type.String()),
    ready_until: Nullable(Day),
  }),
})
const tripIn = (facts: UndoFacts): string | null =>
  matches(OfTrip, facts.undo) ? shaped(OfTrip, facts.undo).trip_id : null

/** In which state a trip must be for each step to be taken back. */
const needs: Readonly<Record<string, string>> = {
  crate_opened: 'open',
  crate_closed: 'sent',
  crate_received: 'receiving',
  crate_emptied: 'received',
}
const moved: Finding[] = [{ code: 'undo_crate_moved_on', weight: 'stop', about: {} }]

/** Why an action of this kind can no longer be taken back; nothing when it can. */
export function whyNotLogistics(facts: UndoFacts, rows: readonly Row[] | undefined): Finding[] {
  const along = oneOf(LogisticsFacts, rows ?? [])
  const trip = along?.trip
  if (along?.paid) return [{ code: 'undo_paid', weight: 'stop', about: {} }]
  const need = needs[facts.kind]
  if (need !== undefined) {
    if (trip?.state !== need) return moved
    if (facts.kind === 'crate_opened' && trip.items > 0) return moved
    if (facts.kind === 'crate_received' && trip.unpacked_since > 0) return moved
    return facts.kind === 'crate_emptied' && trip.later ? moved : []
  }
  // What went into a crate comes out of it while the crate is here.
  if (tripIn(facts) !== null && trip?.state !== 'open') return moved
  const freed = facts.kind === 'transit_found' || facts.kind === 'transit_lost'
  if (freed && facts.hold !== null && facts.hold.state !== 'waiting')
    return [{ code: 'undo_item_moved_on', weight: 'stop', about: {} }]
  return []
}

const stepBack: Readonly<Record<string, (trip_id: string) => Query>> = {
  crate_opened: dropTrip,
  crate_closed: reopenTrip,
  crate_received: unreceiveTrip,
  crate_emptied: unemptyTrip,
}

/** The line is again this branch's own to look for, as long as it was, unless another branch took it meanwhile. */
function claimedBack(ctx: StaffCtx, title_id: string | null, was: ClaimsOfTitle | undefined): Query[] {
  if (title_id === null || !was?.until || Temporal.Instant.compare(was.until, ctx.now) <= 0) return []
  const holds = was.holds.map(hold_id => ({ hold_id, title_id }))
  return [claimQuery(whereOf(ctx), { staff_id: ctx.actor.staff_id, until: was.until, holds })]
}

/** What takes back such an action whole; null for others, and for those whose item and hold go back as any do. */
export function logisticsBack(ctx: StaffCtx, facts: UndoFacts): Query[] | null {
  const trip_id = tripIn(facts)
  const back = stepBack[facts.kind]
  if (back && trip_id) return [back(trip_id)]
  if (facts.kind === 'item_packed' && trip_id && facts.item_id) return [takeOut(trip_id, facts.item_id)]
  if (facts.kind === 'transit_sought' && facts.item_id) return [unseekItem(facts.item_id)]
  if (facts.kind !== 'hold_not_found') return null
  const was = shaped(NotFound, facts.undo)
  return [
    ...was.misses.map(one => restoreMiss(ctx.actor.branch_id, one.item_id, one.was)),
    ...was.missing.map(itemFoundQuery),
    ...claimedBack(ctx, facts.title_id, was.claimed),
  ]
}

/** The hold that nobody came for lies ready again under its code, and what it cost is taken back. */
function clearedBack(ctx: StaffCtx, facts: UndoFacts, charges: readonly string[]): Query[] {
  if (!matches(OfCleared, facts.undo)) return []
  const { cleared } = shaped(OfCleared, facts.undo)
  const { event_id, ...hold } = cleared
  const now = ctx.now.toString()
  return [
    restoreHold({ ...hold, state: 'ready', item_id: facts.item_id }, now),
    ...charges.map(entry_id => reverseChargeQuery(ctx, { entry_id, reason: 'undo' })),
    eventQuery(ctx, {
      event_id: uuid7(ctx.now),
      kind: 'undo',
      occurred_at: now,
      item_id: facts.item_id,
      hold_id: hold.hold_id,
      person: null,
      undoes: event_id,
    }),
  ]
}

/** What else goes with an action that is taken back, whatever it was. */
export function logisticsAlong(ctx: StaffCtx, facts: UndoFacts, rows: readonly Row[] | undefined): Query[] {
  const { item_id } = facts
  const trip_id = tripIn(facts)
  if (item_id === null) return []
  if (facts.kind === 'transit_lost') return [itemFoundQuery(item_id)]
  if (facts.kind !== 'receive' && facts.kind !== 'checkin') return []
  return [
    unfill(facts.event_id),
    putBackIn(item_id, facts.at),
    ...(trip_id === null ? [] : [takeOut(trip_id, item_id)]),
    ...clearedBack(ctx, facts, oneOf(LogisticsFacts, rows ?? [])?.charges ?? []),
  ]
}
