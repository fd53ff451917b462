import type { Hold, OkOf, patronHolds as holdsOp } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { patronSeen } from '../facts/patron-facts.store.ts'
import { estimate } from './estimate/estimate.rules.ts'
import { HoldEstimate, holdEstimates } from './estimate/estimate.store.ts'
import { holdById, HoldRow, holdsById, openHoldsOf } from './hold.store.ts'

/** The holds of the rows as the contract shows them, those that wait with when they may come. */
export async function shownHolds(ctx: StaffCtx, tx: Tx, rows: readonly Row[]): Promise<Hold[]> {
  const holds = allOf(HoldRow, rows)
  const waiting = holds.filter(h => h.state === 'waiting').map(h => h.hold_id)
  const [found = []] = waiting.length === 0 ? [[]] : await tx.more([holdEstimates(waiting, dayOf(ctx.now))])
  const facts = new Map(allOf(HoldEstimate, found).map(f => [f.hold_id, f]))
  return holds.map(row => {
    const f = facts.get(row.hold_id)
    const { library_id: _, item_id: __, ...hold } = row
    return { ...hold, estimate: f ? estimate({ ...f, ahead: Math.max(0, (hold.place ?? 1) - 1) }) : null }
  })
}

/** One hold as it is now. */
export const showHold = (ctx: StaffCtx, hold_id: string): Promise<Hold> =>
  transact(ctx, async tx => {
    const [rows] = await tx.first([holdById(hold_id, dayOf(ctx.now))])
    const [hold] = await shownHolds(ctx, tx, [shaped(HoldRow, rows?.[0])])
    if (!hold) throw new Error('a hold that was just written is not there')
    return hold
  })

/** Several as they are now, by their ids. */
export const showThese = (ctx: StaffCtx, hold_ids: readonly string[]): Promise<ReadonlyMap<string, Hold>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([holdsById(hold_ids, dayOf(ctx.now))])
    const holds = await shownHolds(ctx, tx, rows)
    return new Map(holds.map(hold => [hold.hold_id, hold]))
  })

/** Open holds of a patron, each with its place in the queue and when it may come. */
export const patronHolds = (ctx: StaffCtx, patron_id: string): Promise<OkOf<typeof holdsOp> | Refusal> =>
  transact(ctx, async tx => {
    const [known, rows] = await tx.first([patronSeen(patron_id), openHoldsOf(patron_id, dayOf(ctx.now))])
    tx.seen(known?.length ? patron_id : null, known?.length ? 'seen' : 'refused')
    return known?.length ? { rows: await shownHolds(ctx, tx, rows ?? []) } : refuse('patron_unknown')
  })
