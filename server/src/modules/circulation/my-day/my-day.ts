import type { myDay as myDayOp, OkOf, recentActions as actionsOp } from '@kaft/contract'
import { Action } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { dayOf } from '../../../base/dates.ts'
import { read } from '../../../base/tx.ts'
import { holdShelf } from '../shelf/hold-shelf.ts'
import { pullListCount } from '../pull-list/pull-list.store.ts'
import { whereOf } from '../pull-list/pull-list.ts'
import { actionsQuery, callListCount } from './my-day.store.ts'

const Count = Type.Object({ count: Type.Integer() })

/** What waits at this branch, as counters that are doors. A counter of nothing is left out by the screen, not here. */
export async function myDay(ctx: StaffCtx): Promise<OkOf<typeof myDayOp>> {
  const shelf = await holdShelf(ctx)
  const { branch_id } = ctx.actor
  const [pull, call] = await read(ctx, [
    pullListCount(whereOf(ctx)),
    callListCount(branch_id, dayOf(ctx.now)),
  ])
  const at = (rows: readonly unknown[] | undefined): number => allOf(Count, rows ?? [])[0]?.count ?? 0
  return {
    counters: [
      { id: 'pull_list', count: at(pull), until: null },
      { id: 'hold_shelf_clear', count: shelf.clear.length, until: null },
      { id: 'hold_shelf', count: shelf.ready.length, until: null },
      { id: 'to_receive', count: shelf.in_transit.length, until: null },
      { id: 'call_list', count: at(call), until: null },
    ],
  }
}

/** The last actions of this branch today: what and by whom, never for whom. */
export async function recentActions(ctx: StaffCtx): Promise<OkOf<typeof actionsOp>> {
  const since = ctx.now.subtract({ hours: 16 }).toString()
  const [rows] = await read(ctx, [actionsQuery(ctx.actor.branch_id, since)])
  return { rows: allOf(Action, rows ?? []) }
}
