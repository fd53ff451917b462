import * as op from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { on, type Route } from '../../../base/route.ts'
import { readPlace } from './read-place.ts'
import { departRound, homeBag, homeRound, roundPaper } from './read-round.ts'
import { addRoute, changeRoute, listRoutes } from './set-route.ts'
import { pauseStop, placeOnRoute, takeOffRoute } from './set-stop.ts'

/** Home delivery: routes, who stands on them, and their rounds. Filling a bag is lending, by the desk's own scan. */
export const homeRoutes: readonly Route[] = [
  on(op.listHomeRoutes, (ctx: StaffCtx) => listRoutes(ctx)),
  on(op.addHomeRoute, (ctx: StaffCtx, { body }) => addRoute(ctx, body)),
  on(op.changeHomeRoute, (ctx: StaffCtx, { params, body }) => changeRoute(ctx, { ...body, ...params })),
  on(op.placeHomeStop, (ctx: StaffCtx, { params, body }) => placeOnRoute(ctx, { ...body, ...params })),
  on(op.pauseHomeStop, (ctx: StaffCtx, { params, body }) => pauseStop(ctx, { ...body, ...params })),
  on(op.readHomePlace, (ctx: StaffCtx, { params }) => readPlace(ctx, params)),
  on(op.removeHomeStop, (ctx: StaffCtx, { params }) => takeOffRoute(ctx, params)),
  on(op.readHomeRound, (ctx: StaffCtx, { params }) => homeRound(ctx, params)),
  on(op.readHomeBag, (ctx: StaffCtx, { params }) => homeBag(ctx, params)),
  on(op.departHomeRound, (ctx: StaffCtx, { params, body }) => departRound(ctx, { ...body, ...params })),
  on(op.homeRoundPaper, (ctx: StaffCtx, { params, body }) => roundPaper(ctx, params, body)),
]
