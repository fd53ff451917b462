import type { addHomeRoute as addOp, BodyOf, changeHomeRoute as changeOp, HomeRoute } from '@kaft/contract'
import type { Static } from 'typebox'
import { type Decided, once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Day, dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { isOpen, nextOpenDay } from '../due/calendar.rules.ts'
import { type Rulebook, rulebookFor } from '../rulebook/rulebook.ts'
import {
  insertRoute,
  lockRoute,
  RouteFacts,
  RouteRow,
  type RouteSet,
  routeById,
  routeFacts,
  routesOf,
  updateRoute,
} from './route.store.ts'
import { roundFrom } from './rounds.rules.ts'

type Routes = { rows: HomeRoute[] }
type Said = Promise<Routes | Refusal | RefusedByRules>

/** A route with the round that comes next, today's included. */
export const shownRoute = ({ epoch: _epoch, ...row }: RouteRow, book: Rulebook, today: Day): HomeRoute => {
  const next_on = roundFrom(row, today)
  return { ...row, next_on, next_closed: isClosed(book, row.branch_id, next_on) }
}
/** Whether the branch is closed on that day; one without any opening hours is not said to be. */
export const isClosed = ({ calendars }: Rulebook, branch_id: string, day: Day): boolean => {
  const calendar = calendars.get(branch_id)
  return calendar !== undefined && !isOpen(calendar, day) && nextOpenDay(calendar, day) !== null
}
/** The calendars of the own library, as its routes were read with them. */
export const bookOfRoute = (ctx: StaffCtx, tx: Tx, { epoch }: RouteRow): Promise<Rulebook> =>
  rulebookFor(ctx, tx, { library_id: ctx.actor.library_id, epoch })

/** Routes of the own library; one that ended a moment ago is still there, so that it can come back. */
export const listRoutes = (ctx: StaffCtx): Promise<Routes> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([routesOf(ctx)])
    const routes = allOf(RouteRow, rows)
    if (!routes[0]) return { rows: [] }
    const book = await bookOfRoute(ctx, tx, routes[0])
    const shown = routes.map(row => shownRoute(row, book, dayOf(ctx.now)))
    return { rows: shown.toSorted((a, b) => (a.next_on < b.next_on ? -1 : 1)) }
  })

const tidy = <R extends RouteSet>(set: R): R => ({
  ...set,
  name: set.name.trim(),
  carrier: set.carrier?.trim() || null,
})
const against = ({ name_taken, own_branch }: Static<typeof RouteFacts>): Refusal | null => {
  if (!own_branch) return refuse('branch_not_yours')
  return name_taken ? refuse('name_in_use') : null
}
const listed = async (ctx: StaffCtx, done: object | Refusal | RefusedByRules): Said =>
  isRefusal(done) || 'findings_refused' in done ? done : listRoutes(ctx)
type Done = Decided<{ done: true }>

/** Makes a route. */
export const addRoute = async (ctx: StaffCtx, ask: BodyOf<typeof addOp>): Said => {
  const route = tidy(ask)
  const done = await once<{ done: true }>(ctx, ask, {
    facts: [routeFacts(ctx, { route_id: null, ...route })],
    decide: ([rows = []]): Done =>
      against(shaped(RouteFacts, rows[0])) ?? {
        effects: [insertRoute(ctx, route)],
        answer: () => ({ done: true }),
      },
  })
  return listed(ctx, done)
}

/** Changes a route; one on which nobody stands any more can end, and come back. */
export const changeRoute = async (
  ctx: StaffCtx,
  ask: BodyOf<typeof changeOp> & { readonly route_id: string },
): Said => {
  const route = tidy(ask)
  const done = await once<{ done: true }>(ctx, ask, {
    facts: [lockRoute(ctx, ask.route_id), routeById(ctx, ask.route_id), routeFacts(ctx, route)],
    decide: ([, found = [], rows = []]): Done => {
      const was = oneOf(RouteRow, found)
      if (!was) return refuse('not_found')
      if (ask.ended && was.patrons > 0) return refuse('home_route_used', { count: was.patrons })
      return (
        against(shaped(RouteFacts, rows[0])) ?? {
          effects: [updateRoute(ctx, route)],
          answer: () => ({ done: true }),
        }
      )
    },
  })
  return listed(ctx, done)
}
