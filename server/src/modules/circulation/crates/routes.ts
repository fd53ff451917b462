import * as op from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { on, type Route } from '../../../base/route.ts'
import { itemSlip } from '../slip/slip.ts'
import { loseTransit, seekTransit, shelveTransit } from '../transits/late-transit.ts'
import { transits } from '../transits/transits.ts'
import { closeCrate, emptyCrate, openCrate, receiveCrate } from './act-crate.ts'
import { addCrate, crates, readCrate } from './crates.ts'

/** Crates, what is on its way, and the slips that go along. */
export const crateRoutes: readonly Route[] = [
  on(op.crates, (ctx: StaffCtx) => crates(ctx)),
  on(op.addCrate, (ctx: StaffCtx, { body }) => addCrate(ctx, body)),
  on(op.openCrate, (ctx: StaffCtx, { params, body }) =>
    openCrate(ctx, { ...body, ...params }, { ...body, ...params }),
  ),
  on(op.closeCrate, (ctx: StaffCtx, { params, body }) =>
    closeCrate(ctx, { ...body, ...params }, params.trip_id),
  ),
  on(op.receiveCrate, (ctx: StaffCtx, { params, body }) =>
    receiveCrate(ctx, { ...body, ...params }, params.trip_id),
  ),
  on(op.emptyCrate, (ctx: StaffCtx, { params, body }) =>
    emptyCrate(ctx, { ...body, ...params }, params.trip_id),
  ),
  on(op.readCrate, (ctx: StaffCtx, { params }) => readCrate(ctx, params.trip_id)),
  on(op.transits, (ctx: StaffCtx) => transits(ctx)),
  on(op.seekTransit, (ctx: StaffCtx, { params, body }) => seekTransit(ctx, { ...params, ...body })),
  on(op.shelveTransit, (ctx: StaffCtx, { params, body }) => shelveTransit(ctx, { ...params, ...body })),
  on(op.loseTransit, (ctx: StaffCtx, { params, body }) => loseTransit(ctx, { ...params, ...body })),
  on(op.itemSlip, (ctx: StaffCtx, { params }) => itemSlip(ctx, params.item_id)),
]
