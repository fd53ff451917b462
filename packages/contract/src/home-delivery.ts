import { type Static, Type } from 'typebox'
import { ItemHead } from './inventory.ts'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable } from './values.ts'

/*
 * Home delivery (bezorging aan huis): routes with their rhythm, the readers on them in the order of the drive, and a bag
 * for each reader of a round. What goes into a bag is lent by the desk's own scan, which names the round.
 */

/** So many readers fit on one route. */
export const MOST_STOPS = 200

export const HomeRoute = closed({
  route_id: Id,
  branch_id: Id,
  branch_name: Type.String(),
  name: Type.String(),
  /** So many weeks lie between two rounds. */
  weeks: Type.Integer(),
  first_on: Day,
  /** The round that is next, today's included. */
  next_on: Day,
  /** Whether its branch is closed on that day. */
  next_closed: Type.Boolean(),
  /** Who drives, from the library's own list of volunteers. */
  carrier: Nullable(Type.String()),
  patrons: Type.Integer(),
  ended: Type.Boolean(),
})
export type HomeRoute = Static<typeof HomeRoute>

/** From this day until that one, both included, nothing is brought; without a last day until it is ended. */
export const HomePause = closed({ from: Day, until: Nullable(Day) })
export type HomePause = Static<typeof HomePause>

/** One reader of a round: what goes along, what is to be fetched, and what lies ready for them. */
export const HomeStop = closed({
  patron_id: Id,
  name: Type.String(),
  card_tail: Type.String(),
  bring: Type.Integer(),
  fetch: Type.Integer(),
  ready: Type.Integer(),
  pause: Nullable(HomePause),
  /** Whether this round passes them by. */
  paused: Type.Boolean(),
})
export type HomeStop = Static<typeof HomeStop>
export const HomeRound = closed({
  route: HomeRoute,
  on: Day,
  /** The rounds before and after it. */
  before_on: Nullable(Day),
  after_on: Day,
  /** Whether the branch is closed on that day. */
  closed: Type.Boolean(),
  left_at: Nullable(Instant),
  stops: Type.Array(HomeStop),
})
export type HomeRound = Static<typeof HomeRound>

const BagItem = closed({ loan_id: Id, item: ItemHead, due_on: Day, overdue: Type.Boolean() })
export const HomeBag = closed({
  stop: HomeStop,
  /** Lent into this bag. */
  bring: Type.Array(BagItem),
  /** At home since before: it comes back with this round. */
  fetch: Type.Array(BagItem),
  /** On the hold shelf of this branch; scanned into the bag it is collected. */
  ready: Type.Array(closed({ hold_id: Id, title: Type.String(), hold_code: Nullable(Type.String()) })),
  /** What was read before, newest first; null for who did not ask that it be kept. */
  before: Nullable(
    Type.Array(closed({ title_id: Id, title: Type.String(), author: Nullable(Type.String()), last_on: Day })),
  ),
})
export type HomeBag = Static<typeof HomeBag>

const route = closed({ route_id: Id })
const round = closed({ route_id: Id, on: Day })
const stop = closed({ route_id: Id, patron_id: Id })
const fields = {
  name: Line(60),
  branch_id: Id,
  weeks: Type.Integer({ minimum: 1, maximum: 8 }),
  first_on: Day,
  carrier: Nullable(Line(60)),
}
const Routes = closed({ rows: Type.Array(HomeRoute) })

export const listHomeRoutes = operation({
  id: 'listHomeRoutes',
  method: 'GET',
  path: '/home-routes',
  leave: 'patrons.read',
  summary: 'Routes of home delivery of the own library, the next round first; no person but who drives',
  ok: Routes,
})
export const addHomeRoute = operation({
  id: 'addHomeRoute',
  method: 'POST',
  path: '/home-routes',
  leave: 'patrons.change',
  status: 201,
  summary: 'Make a route of home delivery',
  body: closed({ command_id: CommandId, ...fields }),
  ok: Routes,
  codes: ['branch_not_yours', 'name_in_use'],
})
export const changeHomeRoute = operation({
  id: 'changeHomeRoute',
  method: 'PUT',
  path: '/home-routes/:route_id',
  leave: 'patrons.change',
  summary: 'Change a route of home delivery, or end one on which nobody stands and take that back',
  params: route,
  body: closed({ command_id: CommandId, ...fields, ended: Type.Boolean() }),
  ok: Routes,
  codes: ['branch_not_yours', 'name_in_use', 'home_route_used'],
})
export const readHomeRound = operation({
  id: 'readHomeRound',
  method: 'GET',
  path: '/home-routes/:route_id/rounds/:on',
  leave: 'patrons.read',
  purpose: 'functional',
  summary: 'A round: its readers in the order of the drive, with how much to bring and to fetch',
  params: round,
  ok: HomeRound,
  codes: ['home_no_round'],
})
export const placeHomeStop = operation({
  id: 'placeHomeStop',
  method: 'PUT',
  path: '/home-routes/:route_id/stops/:patron_id',
  leave: 'patrons.change',
  purpose: 'functional',
  summary:
    'Bring to this reader on this route: last in the drive, or at a place; from another route they move',
  params: stop,
  body: closed({
    command_id: CommandId,
    place: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_STOPS })),
    /** For who comes back to where they stood; left out it stays as it is. */
    pause: Type.Optional(Nullable(HomePause)),
  }),
  ok: closed({ patron_id: Id, place: Type.Integer() }),
  codes: ['patron_not_own', 'home_route_full', 'home_pause_backwards'],
})
export const pauseHomeStop = operation({
  id: 'pauseHomeStop',
  method: 'PUT',
  path: '/home-routes/:route_id/stops/:patron_id/pause',
  leave: 'patrons.change',
  purpose: 'functional',
  summary: 'Bring nothing to this reader for a while, or again; their place in the drive stays',
  params: stop,
  body: closed({ command_id: CommandId, pause: Nullable(HomePause) }),
  ok: closed({ patron_id: Id, pause: Nullable(HomePause) }),
  codes: ['patron_not_own', 'home_pause_backwards'],
})
export const readHomePlace = operation({
  id: 'readHomePlace',
  method: 'GET',
  path: '/patrons/:patron_id/home-delivery',
  leave: 'patrons.read',
  purpose: 'functional',
  summary:
    'The route on which a reader stands, their place in the drive and their pause; null for who comes here',
  params: closed({ patron_id: Id }),
  ok: closed({
    place: Nullable(
      closed({
        patron_id: Id,
        route: HomeRoute,
        place: Type.Integer(),
        pause: Nullable(HomePause),
        /** The next round that does not pass them by; null where the pause has no end. */
        next_on: Nullable(Day),
      }),
    ),
  }),
})
export const removeHomeStop = operation({
  id: 'removeHomeStop',
  method: 'DELETE',
  path: '/home-routes/:route_id/stops/:patron_id',
  leave: 'patrons.change',
  purpose: 'functional',
  summary: 'Bring to this reader no longer; what they have stays on loan. Placing them again takes it back',
  params: stop,
  ok: closed({ patron_id: Id, place: Type.Integer(), pause: Nullable(HomePause) }),
  codes: ['patron_not_own'],
})
export const readHomeBag = operation({
  id: 'readHomeBag',
  method: 'GET',
  path: '/home-routes/:route_id/rounds/:on/bags/:patron_id',
  leave: 'patrons.read',
  purpose: 'functional',
  summary:
    'The bag of a reader: what is in it, what comes back, what lies ready, and what they read before if they asked',
  params: closed({ route_id: Id, on: Day, patron_id: Id }),
  ok: HomeBag,
  codes: ['home_no_round'],
})
export const departHomeRound = operation({
  id: 'departHomeRound',
  method: 'POST',
  path: '/home-routes/:route_id/rounds/:on/departure',
  leave: 'circulation.lend',
  status: 201,
  summary: 'The bags of a round have left, or that is taken back',
  params: round,
  body: closed({ command_id: CommandId, left: Type.Boolean() }),
  ok: closed({ left_at: Nullable(Instant) }),
  codes: ['home_no_round'],
})
export const homeRoundPaper = operation({
  id: 'homeRoundPaper',
  method: 'POST',
  path: '/home-routes/:route_id/rounds/:on/paper',
  leave: 'patrons.read',
  purpose: 'functional',
  status: 201,
  summary:
    'The list for who drives: addresses in order, telephone, how much to bring and to fetch; no titles',
  params: round,
  /** A list of people says what it is for, and stands among the lists until its day. */
  body: closed({ command_id: CommandId, purpose: Line(200) }),
  ok: closed({
    route: HomeRoute,
    on: Day,
    /** After this day it is to be destroyed, and is not given any more. */
    until: Day,
    /** How many readers it passes by, since they asked for a pause. */
    paused: Type.Integer(),
    stops: Type.Array(
      closed({
        patron_id: Id,
        name: Type.String(),
        street: Nullable(Type.String()),
        postcode: Nullable(Type.String()),
        municipality: Nullable(Type.String()),
        phone: Nullable(Type.String()),
        bring: Type.Integer(),
        fetch: Type.Integer(),
      }),
    ),
  }),
  codes: ['list_purpose_needed', 'home_no_round', 'home_list_expired'],
})
