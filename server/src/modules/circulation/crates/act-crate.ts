import type { BodyOf, DeskAnswer, openCrate as openOp } from '@kaft/contract'
import { Type } from 'typebox'
import { type Decided, once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { answerOf, type Kept, keptNothing } from '../answer/answer.ts'
import { type EventKind, eventQuery } from '../events/event.store.ts'
import { emptyTrip, nextTripId, openTrip, receiveTrip, sendTrip } from './change-crate.store.ts'
import {
  crateById,
  type CrateFacts,
  crateFacts,
  crateOfTrip,
  lockCrate,
  lockCrateOfTrip,
  Reachable,
  reachable,
} from './crate.store.ts'

type Said = Promise<DeskAnswer | Refusal | RefusedByRules>
type Body = { readonly command_id: string }
const TripId = Type.Object({ trip_id: Type.String() })
type Step = 'crate_opened' | 'crate_closed' | 'crate_received' | 'crate_emptied'

const stopped = (
  code: 'crate_busy' | 'crate_empty' | 'crate_not_reachable' | 'crate_not_for_here',
): RefusedByRules => refusedBy([{ code, weight: 'stop', about: {} }])

/** One step of a crate with its event; the trip is what undo needs to know. */
function stepDone(ctx: StaffCtx, kind: Step & EventKind, trip_id: string, effect: Query): Decided<Kept> {
  const event_id = uuid7(ctx.now)
  return {
    effects: [
      effect,
      eventQuery(ctx, {
        event_id,
        kind,
        occurred_at: ctx.now.toString(),
        item_id: null,
        person: null,
        undo: { trip_id },
      }),
    ],
    answer: () => ({ ...keptNothing, did: kind, event_id, trip_id }),
  }
}

const told = async (ctx: StaffCtx, kept: Kept | Refusal | RefusedByRules): Said =>
  isRefusal(kept) || 'findings_refused' in kept ? kept : answerOf(ctx, kept)

/** Opens a crate to be filled for a branch to which items are carried. */
export async function openCrate(
  ctx: StaffCtx,
  body: Body,
  ask: Omit<BodyOf<typeof openOp>, 'command_id'> & { readonly crate_id: string },
): Said {
  const { crate_id, to_branch_id } = ask
  const kept = await once<Kept>(ctx, body, {
    facts: [lockCrate(crate_id), crateById(ctx, crate_id), reachable(ctx), nextTripId],
    decide: rows => {
      const crate = crateFacts(rows[1])
      if (!crate) return refuse('not_found')
      if (crate.trip !== null) return stopped('crate_busy')
      if (!allOf(Reachable, rows[2] ?? []).some(one => one.branch_id === to_branch_id))
        return stopped('crate_not_reachable')
      const { trip_id } = shaped(TripId, rows[3]?.[0])
      const trip = { trip_id, crate_id, from: ctx.actor.branch_id, to: to_branch_id, at: ctx.now.toString() }
      return stepDone(ctx, 'crate_opened', trip_id, openTrip(trip))
    },
  })
  return told(ctx, kept)
}

type Decide = (crate: CrateFacts & { readonly trip: NonNullable<CrateFacts['trip']> }) => Decided<Kept>
/** A step of a trip that is under way; whatever the crate does meanwhile is decided one by one. */
async function onTrip(ctx: StaffCtx, body: Body, trip_id: string, decide: Decide): Said {
  const kept = await once<Kept>(ctx, body, {
    facts: [lockCrateOfTrip(trip_id), crateOfTrip(ctx, trip_id)],
    decide: rows => {
      const crate = crateFacts(rows[1])
      if (!crate) return refuse('not_found')
      const { trip } = crate
      if (trip === null || trip.trip_id !== trip_id) return stopped('crate_busy')
      return decide({ ...crate, trip })
    },
  })
  return told(ctx, kept)
}

/** Closes a crate that is filled here: it is on its way from now on. */
export const closeCrate = (ctx: StaffCtx, body: Body, trip_id: string): Said =>
  onTrip(ctx, body, trip_id, ({ trip }) => {
    if (trip.state !== 'open' || trip.from_branch_id !== ctx.actor.branch_id) return stopped('crate_busy')
    if (trip.items === 0) return stopped('crate_empty')
    return stepDone(ctx, 'crate_closed', trip_id, sendTrip(trip_id, ctx.now.toString()))
  })

/** A crate arrived. Its items are scanned next, each as any item that arrives. */
export const receiveCrate = (ctx: StaffCtx, body: Body, trip_id: string): Said =>
  onTrip(ctx, body, trip_id, ({ trip }) => {
    if (trip.to_branch_id !== ctx.actor.branch_id) return stopped('crate_not_for_here')
    if (trip.state !== 'sent') return stopped('crate_busy')
    return stepDone(ctx, 'crate_received', trip_id, receiveTrip(trip_id, ctx.now.toString()))
  })

/** The crate is empty and free again. What was not in it stays on its way, and is late one day. */
export const emptyCrate = (ctx: StaffCtx, body: Body, trip_id: string): Said =>
  onTrip(ctx, body, trip_id, ({ trip }) => {
    if (trip.state !== 'receiving' || trip.to_branch_id !== ctx.actor.branch_id) return stopped('crate_busy')
    return stepDone(ctx, 'crate_emptied', trip_id, emptyTrip(trip_id, ctx.now.toString()))
  })
