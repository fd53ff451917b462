import { Agreement, type listAgreements as op, type OkOf } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { allAgreements } from './agreements.store.ts'

/** Every agreement, running, coming and past. Who works together is public. */
export const listAgreements = async (ctx: StaffCtx): Promise<OkOf<typeof op>> => ({
  rows: allOf(Agreement, (await read(ctx, [allAgreements]))[0] ?? []),
})
