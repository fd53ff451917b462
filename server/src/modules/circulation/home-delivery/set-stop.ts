import {
  type BodyOf,
  type HomePause,
  MOST_STOPS,
  type OkOf,
  type pauseHomeStop as pauseOp,
  type placeHomeStop as placeOp,
  type removeHomeStop as removeOp,
} from '@kaft/contract'
import { Type } from 'typebox'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { lockPatronRow, OfLibrary } from './patron.store.ts'
import { lockRoute, RouteRow, routeById } from './route.store.ts'
import { otherStops, Placed, placeOf, placeStop, removeStop, setPause, StopCount } from './stop.store.ts'

interface OfStop {
  readonly route_id: string
  readonly patron_id: string
}
type Kept = { patron_id: string; place: number }
const Owner = Type.Object({ library_id: OfLibrary.properties.library_id })

/** The reader, if it is a reader of the own library: partners see them, and do not bring to them. */
function own(ctx: StaffCtx, tx: Tx, of: OfStop, rows: readonly Row[]): { library_id: string } | Refusal {
  const patron = oneOf(Owner, rows)
  tx.seen(patron ? of.patron_id : null, patron ? 'seen' : 'refused')
  if (!patron) return refuse('patron_unknown')
  return patron.library_id === ctx.actor.library_id ? patron : refuse('patron_not_own')
}

const backwards = (pause: HomePause | null | undefined): boolean =>
  pause?.until != null && pause.until < pause.from

/** Brings to this reader on this route: last in the drive unless a place is said; from another route they move. */
export const placeOnRoute = (
  ctx: StaffCtx,
  ask: OfStop & BodyOf<typeof placeOp>,
): Promise<Kept | Refusal | RefusedByRules> =>
  once<Kept>(ctx, ask, {
    facts: [
      lockRoute(ctx, ask.route_id),
      lockPatronRow(ask.patron_id),
      routeById(ctx, ask.route_id),
      otherStops(ask.route_id, ask.patron_id),
    ],
    decide: ([, locked = [], routes = [], counts = []], tx) => {
      const patron = own(ctx, tx, ask, locked)
      if (isRefusal(patron)) return patron
      if (backwards(ask.pause)) return refuse('home_pause_backwards')
      const route = oneOf(RouteRow, routes)
      if (!route || route.ended) return refuse('not_found')
      const { stops } = shaped(StopCount, counts[0])
      if (stops >= MOST_STOPS) return refuse('home_route_full')
      const place = Math.min(ask.place ?? stops + 1, stops + 1)
      const { library_id } = patron
      const { route_id, patron_id, pause } = ask
      return {
        effects: placeStop(ctx, { library_id, patron_id, route_id, place, pause }),
        answer: () => ({ patron_id, place }),
      }
    },
  })

/** Brings nothing to this reader for a while, or again. */
export const pauseStop = (
  ctx: StaffCtx,
  ask: OfStop & BodyOf<typeof pauseOp>,
): Promise<OkOf<typeof pauseOp> | Refusal | RefusedByRules> =>
  once<OkOf<typeof pauseOp>>(ctx, ask, {
    facts: [lockRoute(ctx, ask.route_id), lockPatronRow(ask.patron_id), placeOf(ask.patron_id)],
    decide: ([, locked = [], placed = []], tx) => {
      const { route_id, patron_id, pause } = ask
      const patron = own(ctx, tx, ask, locked)
      if (isRefusal(patron)) return patron
      if (oneOf(Placed, placed)?.route_id !== route_id) return refuse('not_found')
      if (backwards(pause)) return refuse('home_pause_backwards')
      return { effects: [setPause(route_id, patron_id, pause)], answer: () => ({ patron_id, pause }) }
    },
  })

/** Brings to this reader no longer, and says where they stood, so that it can be taken back. Twice is once. */
export const takeOffRoute = (ctx: StaffCtx, of: OfStop): Promise<OkOf<typeof removeOp> | Refusal> =>
  transact(ctx, async tx => {
    const [, locked = [], placed = []] = await tx.first([
      lockRoute(ctx, of.route_id),
      lockPatronRow(of.patron_id),
      placeOf(of.patron_id),
    ])
    const patron = own(ctx, tx, of, locked)
    if (isRefusal(patron)) return patron
    const stood = oneOf(Placed, placed)
    if (stood?.route_id !== of.route_id) return refuse('not_found')
    await tx.last([removeStop(of.route_id, of.patron_id)])
    return { patron_id: of.patron_id, place: stood.place, pause: stood.pause }
  })
