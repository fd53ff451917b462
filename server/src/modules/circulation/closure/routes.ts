import * as op from '@kaft/contract'
import { on, type Route } from '../../../base/route.ts'
import { applyClosure } from './apply-closure.ts'
import { changeClosureEnd, undoClosure } from './change-closure.ts'
import { previewClosure } from './preview-closure.ts'
import { listClosures, workClosure } from './read-closures.ts'

export const closureRoutes: readonly Route[] = [
  on(op.previewClosure, (ctx, { body }) => previewClosure(ctx, body)),
  on(op.applyClosure, (ctx, { body }) => applyClosure(ctx, body)),
  on(op.workClosure, (ctx, { params }) => workClosure(ctx, params.closure_id)),
  on(op.listClosures, ctx => listClosures(ctx)),
  on(op.changeClosureEnd, (ctx, { params, body }) => changeClosureEnd(ctx, { ...params, ...body })),
  on(op.undoClosure, (ctx, { params, body }) => undoClosure(ctx, { ...params, ...body })),
]
