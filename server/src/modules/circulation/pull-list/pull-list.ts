import { Instant, Nullable, type OkOf, type pullList as pullListOp, PullLine, Share } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  claimedUntil,
  LIST_LINES,
  pullListQuery,
  SHARE_DAYS,
  shareQuery,
  type Where,
} from './pull-list.store.ts'

const Until = Type.Object({ until: Nullable(Instant) })

export const whereOf = (ctx: StaffCtx): Where => ({
  branch_id: ctx.actor.branch_id,
  at: ctx.now.toString(),
  today: dayOf(ctx.now),
})

/** What to fetch from the shelves of this branch, who looks for it, and how fair the libraries share the work. */
export async function pullList(ctx: StaffCtx): Promise<OkOf<typeof pullListOp>> {
  const where = whereOf(ctx)
  const [rows, until, share] = await read(ctx, [
    pullListQuery(where),
    claimedUntil(where),
    shareQuery(where.branch_id, addDays(dayOf(ctx.now), -SHARE_DAYS)),
  ])
  const lines = allOf(PullLine, rows ?? [])
  const shares = allOf(Share, share ?? [])
  return {
    rows: lines.slice(0, LIST_LINES),
    more: lines.length > LIST_LINES,
    until: oneOf(Until, until ?? [])?.until ?? null,
    // A library that shares with nobody has no share to show.
    share: shares.length > 1 ? shares : [],
  }
}
