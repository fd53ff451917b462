import type { OkOf, readHomePlace as placeOp } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { OfLibrary, patronRow } from './patron.store.ts'
import { RouteRow, routeById } from './route.store.ts'
import { roundFor } from './rounds.rules.ts'
import { bookOfRoute, shownRoute } from './set-route.ts'
import { Placed, placeFor } from './stop.store.ts'

/** Where a reader stands on a route of the own library, and when something is brought to them again. */
export const readPlace = (
  ctx: StaffCtx,
  { patron_id }: { readonly patron_id: string },
): Promise<OkOf<typeof placeOp> | Refusal> =>
  transact(ctx, async tx => {
    const [patrons = [], placed = []] = await tx.first([patronRow(patron_id), placeFor(patron_id)])
    const patron = oneOf(OfLibrary, patrons)
    tx.seen(patron ? patron_id : null, patron ? 'seen' : 'refused')
    if (!patron) return refuse('patron_unknown')
    const stood = oneOf(Placed, placed)
    if (!stood) return { place: null }
    const [routes = []] = await tx.more([routeById(ctx, stood.route_id)])
    const row = oneOf(RouteRow, routes)
    if (!row) return { place: null }
    const today = dayOf(ctx.now)
    const route = shownRoute(row, await bookOfRoute(ctx, tx, row), today)
    const { place, pause } = stood
    return { place: { patron_id, route, place, pause, next_on: roundFor(row, pause, today) } }
  })
