import type {
  BodyOf,
  departHomeRound as departOp,
  HomeBag,
  HomeRound,
  homeRoundPaper as paperOp,
  OkOf,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { insertList, purposeOf } from '../../patrons/index.ts'
import { comeBack, depart, LeftRow, leftQuery, lockRoute, RouteRow, routeById } from './route.store.ts'
import { isRound, paperGiven, paperUntil, roundAfter, roundBefore } from './rounds.rules.ts'
import { bookOfRoute, isClosed, shownRoute } from './set-route.ts'
import {
  BagLine,
  BeforeLine,
  bagLines,
  HomeStop,
  Keeps,
  keepsHistory,
  type OfRound,
  PaperStop,
  paperStops,
  ReadyLine,
  readBefore,
  readyFor,
  stopsOf,
} from './stop.store.ts'

/** The route, if it is ours and has a round on that day. */
function routeOf(rows: readonly Row[], { on }: OfRound): RouteRow | Refusal {
  const route = oneOf(RouteRow, rows)
  if (!route) return refuse('not_found')
  return isRound(route, on) ? route : refuse('home_no_round')
}
/** To whom is driven: who asked for a pause does not stand on the paper. */
const driven = (rows: readonly Row[]) =>
  allOf(PaperStop, rows).flatMap(({ paused, ...stop }) => (paused ? [] : [stop]))
const seenAll = (tx: Tx, stops: readonly { readonly patron_id: string }[]): void => {
  for (const { patron_id } of stops) tx.seen(patron_id)
}

/** A round with its readers, in the order of the drive. */
export const homeRound = (ctx: StaffCtx, of: OfRound): Promise<HomeRound | Refusal> =>
  transact(ctx, async tx => {
    const [routes = [], left = [], rows = []] = await tx.first([
      routeById(ctx, of.route_id),
      leftQuery(of.route_id, of.on),
      stopsOf(ctx, of),
    ])
    const route = routeOf(routes, of)
    if ('refused' in route) return route
    const stops = allOf(HomeStop, rows)
    seenAll(tx, stops)
    const book = await bookOfRoute(ctx, tx, route)
    return {
      route: shownRoute(route, book, dayOf(ctx.now)),
      on: of.on,
      closed: isClosed(book, route.branch_id, of.on),
      before_on: roundBefore(route, of.on),
      after_on: roundAfter(route, of.on),
      left_at: oneOf(LeftRow, left)?.left_at ?? null,
      stops,
    }
  })

/** The bag of one reader. What they read before is shown only where they asked that it be kept. */
export const homeBag = (
  ctx: StaffCtx,
  of: OfRound & { readonly patron_id: string },
): Promise<HomeBag | Refusal> =>
  transact(ctx, async tx => {
    const { patron_id } = of
    const [routes = [], stops = [], lines = [], ready = [], keeps = [], before = []] = await tx.first([
      routeById(ctx, of.route_id),
      stopsOf(ctx, of, patron_id),
      bagLines(of, patron_id),
      readyFor(ctx, patron_id),
      keepsHistory(patron_id),
      readBefore(patron_id),
    ])
    const route = routeOf(routes, of)
    const stop = oneOf(HomeStop, stops)
    tx.seen(stop ? patron_id : null, stop ? 'seen' : 'refused')
    if ('refused' in route) return route
    if (!stop) return refuse('not_found')
    const today = dayOf(ctx.now)
    const shown = allOf(BagLine, lines).map(({ bring, ...line }) => ({
      bring,
      line: { ...line, overdue: line.due_on < today },
    }))
    return {
      stop,
      bring: shown.filter(one => one.bring).map(one => one.line),
      fetch: shown.filter(one => !one.bring).map(one => one.line),
      ready: allOf(ReadyLine, ready),
      before: oneOf(Keeps, keeps)?.keeps === true ? allOf(BeforeLine, before) : null,
    }
  })

/** The bags have left, and nothing more goes into them; or they are here after all. */
export const departRound = (
  ctx: StaffCtx,
  ask: OfRound & BodyOf<typeof departOp>,
): Promise<OkOf<typeof departOp> | Refusal | RefusedByRules> =>
  once<OkOf<typeof departOp>>(ctx, ask, {
    facts: [lockRoute(ctx, ask.route_id), routeById(ctx, ask.route_id), leftQuery(ask.route_id, ask.on)],
    decide: ([, routes = [], left = []]) => {
      const route = routeOf(routes, ask)
      if ('refused' in route) return route
      const since = oneOf(LeftRow, left)?.left_at ?? ctx.now.toString()
      return ask.left
        ? { effects: [depart(ctx, ask.route_id, ask.on)], answer: () => ({ left_at: since }) }
        : { effects: [comeBack(ask.route_id, ask.on)], answer: () => ({ left_at: null }) }
    },
  })

/**
 * The list for who drives. It is a list of people like any other: for a purpose that was said, until a day, and not given
 * long before or after its round. What stands on the paper is read anew, also for a repeat.
 */
export async function roundPaper(
  ctx: StaffCtx,
  of: OfRound,
  body: BodyOf<typeof paperOp>,
): Promise<OkOf<typeof paperOp> | Refusal | RefusedByRules> {
  const purpose = purposeOf(body.purpose)
  if (purpose === null) return refuse('list_purpose_needed')
  const made = await once<{ route_id: string }>(
    ctx,
    { ...of, ...body },
    {
      facts: [routeById(ctx, of.route_id), paperStops(of)],
      decide: ([routes = [], rows = []]) => {
        const route = routeOf(routes, of)
        if ('refused' in route) return route
        if (!paperGiven(of.on, dayOf(ctx.now))) return refuse('home_list_expired')
        const patron_ids = driven(rows).map(stop => stop.patron_id)
        const list = { kind: 'home_round', purpose, until: paperUntil(of.on), patron_ids } as const
        return {
          effects: patron_ids.length === 0 ? [] : [insertList(ctx, list)],
          answer: () => ({ route_id: of.route_id }),
        }
      },
    },
  )
  return 'route_id' in made ? paperNow(ctx, of) : made
}

const paperNow = (ctx: StaffCtx, of: OfRound): Promise<OkOf<typeof paperOp> | Refusal> =>
  transact(ctx, async tx => {
    const [routes = [], rows = []] = await tx.first([routeById(ctx, of.route_id), paperStops(of)])
    const route = routeOf(routes, of)
    if ('refused' in route) return route
    const stops = driven(rows)
    seenAll(tx, stops)
    const book = await bookOfRoute(ctx, tx, route)
    const shown = shownRoute(route, book, dayOf(ctx.now))
    return { route: shown, on: of.on, until: paperUntil(of.on), paused: rows.length - stops.length, stops }
  })
