import type { holdShelf as holdShelfOp, OkOf } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { Line, Moving, movingQuery, shelfQuery } from './hold-shelf.store.ts'

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
