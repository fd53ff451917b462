import type { holdShelf as holdShelfOp, OkOf } from '@kaft/contract'
import { Day, Id, Instant, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'

const Line = Type.Object({
  hold_id: Id,
  hold_code: Nullable(Type.String()),
  title: Type.String(),
  barcode: Type.String(),
  ready_at: Nullable(Instant),
  ready_until: Nullable(Day),
  open: Type.Boolean(),
  waiting: Type.Integer(),
  home_branch_id: Id,
  home_branch: Type.String(),
})
const Moving = Type.Object({
  item_id: Id,
  title: Type.String(),
  barcode: Type.String(),
  from_branch: Type.String(),
  since: Instant,
})

/** What lies on the hold shelf of a branch, also what nobody waits for any more. */
const shelfQuery = (branch_id: string): Query => sql`
  select h.hold_id, h.hold_code, t.title, i.barcode, h.ready_at, h.ready_until, h.closed_at is null as open, i.branch_id as home_branch_id, hb.name as home_branch,
    (select count(*)::integer from circulation.hold w where w.title_id = i.title_id and w.state = 'waiting') as waiting
    from circulation.item_status s
    join inventory.item i on i.item_id = s.item_id
    join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch hb on hb.branch_id = i.branch_id
    join circulation.hold h on h.hold_id = s.hold_id
   where s.branch_id = ${branch_id} and s.status = 'hold_shelf'
   order by h.hold_code, h.hold_id`
const movingQuery = (branch_id: string): Query => sql`
  select i.item_id, t.title, i.barcode, fb.name as from_branch, s.since
    from circulation.item_status s join inventory.item i on i.item_id = s.item_id join cataloguing.title t on t.title_id = i.title_id
    join organisation.branch fb on fb.branch_id = s.branch_id
   where s.to_branch_id = ${branch_id} and s.status = 'in_transit' order by s.since limit 500`

/** What lies ready here, what must be cleared and where it goes next, and what is on its way to this branch. */
export async function holdShelf(ctx: StaffCtx): Promise<OkOf<typeof holdShelfOp>> {
  const today = dayOf(ctx.now)
  const [lines, moving] = await read(ctx, [shelfQuery(ctx.actor.branch_id), movingQuery(ctx.actor.branch_id)])
  const shown = allOf(Line, lines ?? []).map(l => ({
    past: !l.open || (l.ready_until ?? today) < today,
    line: {
      hold_id: l.hold_id,
      hold_code: l.hold_code ?? '–',
      title: l.title,
      barcode: l.barcode,
      ready_on: l.ready_at ? dayOf(l.ready_at) : today,
      ready_until: l.ready_until ?? today,
      next:
        l.waiting > 0
          ? ('next_hold' as const)
          : l.home_branch_id === ctx.actor.branch_id
            ? ('shelf' as const)
            : ('transit' as const),
      next_branch: l.home_branch_id === ctx.actor.branch_id ? null : l.home_branch,
    },
  }))
  return {
    ready: shown.filter(s => !s.past).map(s => s.line),
    clear: shown.filter(s => s.past).map(s => s.line),
    in_transit: allOf(Moving, moving ?? []),
  }
}
