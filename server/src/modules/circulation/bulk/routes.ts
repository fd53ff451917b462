import * as op from '@kaft/contract'
import { on, type Route } from '../../../base/route.ts'
import { beginBulk } from './begin-bulk.ts'
import { bulkLines, listBulk } from './read-bulk.ts'
import { rollBackBulk, startBulk, stopBulk } from './steer-bulk.ts'
import { readRun, workBulk } from './work-bulk.ts'

export const bulkRoutes: readonly Route[] = [
  on(op.beginBulk, (ctx, { body }) => beginBulk(ctx, body)),
  on(op.workBulk, (ctx, { params }) => workBulk(ctx, params.run_id)),
  on(op.startBulk, (ctx, { params, body }) => startBulk(ctx, { ...params, ...body })),
  on(op.stopBulk, (ctx, { params, body }) => stopBulk(ctx, { ...params, ...body })),
  on(op.rollBackBulk, (ctx, { params, body }) => rollBackBulk(ctx, { ...params, ...body })),
  on(op.readBulk, (ctx, { params }) => readRun(ctx, params.run_id)),
  on(op.listBulk, ctx => listBulk(ctx)),
  on(op.bulkLines, (ctx, { params, query }) => bulkLines(ctx, { ...params, ...query })),
]
