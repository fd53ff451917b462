import * as op from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { on, type Route } from '../../../base/route.ts'
import { startPull, stopPull } from './claim-lines.ts'
import { pullFound } from './found.ts'
import { pullNotFound } from './not-found.ts'
import { pullList } from './pull-list.ts'
import { setShelfOrder, shelfOrder } from './shelf-order.ts'

/** The pull list and the way along the shelves. */
export const pullRoutes: readonly Route[] = [
  on(op.pullList, (ctx: StaffCtx) => pullList(ctx)),
  on(op.startPull, (ctx: StaffCtx, { body }) => startPull(ctx, body)),
  on(op.stopPull, (ctx: StaffCtx, { body }) => stopPull(ctx, body)),
  on(op.pullFound, (ctx: StaffCtx, { body }) => pullFound(ctx, body)),
  on(op.pullNotFound, (ctx: StaffCtx, { body }) => pullNotFound(ctx, body)),
  on(op.shelfOrder, (ctx: StaffCtx) => shelfOrder(ctx)),
  on(op.setShelfOrder, (ctx: StaffCtx, { body }) => setShelfOrder(ctx, body)),
]
