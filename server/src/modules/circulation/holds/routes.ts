import * as op from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { on, type Route } from '../../../base/route.ts'
import { changeHold, resumeHold, suspendHold } from './change-hold.ts'
import { cancelHold } from './end-hold.ts'
import { explainAllocation } from './explain/explain-allocation.ts'
import { explainHold } from './explain/explain-hold.ts'
import { answerIbl, iblBoard } from './ibl/answer-ibl.ts'
import { endIbl, escalateHold } from './ibl/escalate-hold.ts'
import { holdRatios, hopelessHolds } from './overview/overview.ts'
import { placeHold } from './place-hold.ts'
import { previewHoldPolicy } from './policy-preview/preview-policy.ts'
import { placeSeries } from './series/place-series.ts'
import { patronHolds } from './show-holds.ts'
import { titleQueue } from './title-queue.ts'

export const holdRoutes: readonly Route[] = [
  on(op.patronHolds, (ctx: StaffCtx, { params }) => patronHolds(ctx, params.patron_id)),
  on(op.placeHold, (ctx: StaffCtx, { body }) => placeHold(ctx, body)),
  on(op.placeSeries, (ctx: StaffCtx, { body }) => placeSeries(ctx, body)),
  on(op.cancelHold, (ctx: StaffCtx, { params, body }) => cancelHold(ctx, { ...params, ...body })),
  on(op.suspendHold, (ctx: StaffCtx, { params, body }) => suspendHold(ctx, { ...params, ...body })),
  on(op.resumeHold, (ctx: StaffCtx, { params, body }) => resumeHold(ctx, { ...params, ...body })),
  on(op.changeHold, (ctx: StaffCtx, { params, body }) => changeHold(ctx, { ...params, ...body })),
  on(op.escalateHold, (ctx: StaffCtx, { params, body }) => escalateHold(ctx, { ...params, ...body })),
  on(op.endIbl, (ctx: StaffCtx, { params, body }) => endIbl(ctx, { ...params, ...body })),
  on(op.explainHold, (ctx: StaffCtx, { params, query }) =>
    explainHold(ctx, { ...params, lang: query.lang ?? 'nl' }),
  ),
  on(op.explainAllocation, (ctx: StaffCtx, { params, query }) =>
    explainAllocation(ctx, { ...params, lang: query.lang ?? 'nl' }),
  ),
  on(op.previewHoldPolicy, (ctx: StaffCtx, { body }) => previewHoldPolicy(ctx, body.policy)),
  on(op.titleQueue, (ctx: StaffCtx, { params }) => titleQueue(ctx, params.title_id)),
  on(op.hopelessHolds, (ctx: StaffCtx) => hopelessHolds(ctx)),
  on(op.holdRatios, (ctx: StaffCtx, { query }) => holdRatios(ctx, query.above)),
  on(op.iblBoard, (ctx: StaffCtx) => iblBoard(ctx)),
  on(op.answerIbl, (ctx: StaffCtx, { params, body }) => answerIbl(ctx, { ...params, ...body })),
]
