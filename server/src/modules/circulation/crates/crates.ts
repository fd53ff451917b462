import type { addCrate as addOp, BodyOf, crates as cratesOp, OkOf, readCrate as readOp } from '@kaft/contract'
import { Crate, CrateTrip } from '@kaft/contract'
import { Type } from 'typebox'
import { code128 } from '../../../base/barcode.ts'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type RefusedByRules, refusedBy } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { crateCodeUsed, insertCrate, lockCrates, nextCrateCode } from './change-crate.store.ts'
import {
  CrateItem,
  crateRow,
  freeCrates,
  itemsOfTrip,
  ownTrip,
  Reachable,
  reachable,
  tripOf,
  tripsHere,
} from './crate.store.ts'

/** Crates that are filled or emptied here, that come here, that left here, and that are free. */
export async function crates(ctx: StaffCtx): Promise<OkOf<typeof cratesOp>> {
  const here = ctx.actor.branch_id
  const [rows, free] = await read(ctx, [tripsHere(ctx), freeCrates(ctx)])
  const trips = allOf(CrateTrip, rows ?? [])
  const isHere = (t: CrateTrip): boolean =>
    (t.state === 'open' && t.from_branch_id === here) || (t.state === 'receiving' && t.to_branch_id === here)
  return {
    here: trips.filter(isHere),
    to_receive: trips.filter(t => t.to_branch_id === here && t.state === 'sent'),
    sent: trips.filter(t => t.from_branch_id === here && (t.state === 'sent' || t.state === 'receiving')),
    free: allOf(Crate, free ?? []),
  }
}

/** What lies in a crate, with the barcode of its label. */
export async function readCrate(ctx: StaffCtx, trip_id: string): Promise<OkOf<typeof readOp> | Refusal> {
  const [rows, items] = await read(ctx, [ownTrip(ctx, trip_id), itemsOfTrip(trip_id)])
  const trip = tripOf(rows)
  return trip
    ? { trip, items: allOf(CrateItem, items ?? []), bars: [...code128(trip.code)] }
    : refuse('not_found')
}

const Code = Type.Object({ code: Type.String() })
const Made = Type.Object({ crate_id: Type.String() })

/** Adds a crate to the own library, with the code that is on it already or the next of its branch. */
export async function addCrate(
  ctx: StaffCtx,
  ask: BodyOf<typeof addOp>,
): Promise<OkOf<typeof addOp> | Refusal | RefusedByRules> {
  const asked = ask.code?.trim() ?? ''
  const { to_branch_id } = ask
  const made = await once<{ crate_id: string }>(ctx, ask, {
    facts: [lockCrates(ctx), nextCrateCode(ctx, to_branch_id), crateCodeUsed(ctx, asked), reachable(ctx)],
    decide: rows => {
      if ((rows[2] ?? []).length > 0)
        return refusedBy([{ code: 'barcode_in_use', weight: 'stop', about: {} }])
      const near = allOf(Reachable, rows[3] ?? []).map(one => one.branch_id)
      if (to_branch_id !== null && to_branch_id !== ctx.actor.branch_id && !near.includes(to_branch_id))
        return refusedBy([{ code: 'crate_not_reachable', weight: 'stop', about: {} }])
      const code = asked === '' ? shaped(Code, rows[1]?.[0]).code : asked
      return {
        effects: [insertCrate(ctx, code, to_branch_id)],
        answer: done => ({ crate_id: shaped(Made, done[0]?.[0]).crate_id }),
      }
    },
  })
  if (isRefusal(made) || 'findings_refused' in made) return made
  const [rows] = await read(ctx, [crateRow(made.crate_id)])
  return shaped(Crate, rows?.[0])
}
