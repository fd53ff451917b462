import type { OkOf, pullList as pullListOp } from '@kaft/contract'
import { PullLine } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { pullListQuery } from './pull-list.store.ts'

/** What to fetch from the shelves of this branch. */
export async function pullList(ctx: StaffCtx): Promise<OkOf<typeof pullListOp>> {
  const [rows] = await read(ctx, [pullListQuery(ctx.actor.branch_id)])
  return { rows: allOf(PullLine, rows ?? []) }
}
