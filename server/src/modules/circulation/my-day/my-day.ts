import type { myDay as myDayOp, OkOf, recentActions as actionsOp } from '@kaft/contract'
import { Action } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { dayOf } from '../../../base/dates.ts'
import { sql } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'
import { holdShelf } from '../shelf/hold-shelf.ts'
import { pullListQuery } from '../shelf/pull-list.ts'

const Count = Type.Object({ count: Type.Integer() })

/** What waits at this branch, as counters that are doors. A counter of nothing is left out by the screen, not here. */
export async function myDay(ctx: StaffCtx): Promise<OkOf<typeof myDayOp>> {
  const shelf = await holdShelf(ctx)
  const [pull, call] = await read(ctx, [
    sql`select count(*)::integer as count from (${pullListQuery(ctx.actor.branch_id)}) x`,
    sql`select count(*)::integer as count from circulation.hold h join patrons.patron p on p.patron_id = h.patron_id
         where h.pickup_branch_id = ${ctx.actor.branch_id} and h.state = 'ready' and h.ready_until >= ${dayOf(ctx.now)} and p.email is null`,
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
  const [rows] = await read(ctx, [
    sql`select e.event_id, e.occurred_at as at, e.kind, coalesce(t.title, '') as title, coalesce(s.name, '') as by,
               exists (select from circulation.event u where u.undoes = e.event_id) as undone
          from circulation.event e left join cataloguing.title t on t.title_id = e.title_id left join organisation.staff s on s.staff_id = e.staff_id
         where e.branch_id = ${ctx.actor.branch_id} and e.occurred_at >= ${ctx.now.subtract({ hours: 16 }).toString()} and e.kind <> 'undo'
         order by e.occurred_at desc, e.position desc limit 50`,
  ])
  return { rows: allOf(Action, rows ?? []) }
}
