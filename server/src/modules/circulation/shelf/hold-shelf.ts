import type { holdShelf as holdShelfOp, OkOf } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { Line, Moving, movingQuery, shelfQuery } from './hold-shelf.store.ts'

type ShelfLine = OkOf<typeof holdShelfOp>['ready'][number]

/** Where an item goes when nobody comes for it: to the next who waits, here or elsewhere, or home. */
const nextOf = (l: Line, here: string): Pick<ShelfLine, 'next' | 'next_branch'> => {
  if (l.next_pickup_id !== null)
    return { next: 'next_hold', next_branch: l.next_pickup_id === here ? null : l.next_pickup }
  return l.home_branch_id === here
    ? { next: 'shelf', next_branch: null }
    : { next: 'transit', next_branch: l.home_branch }
}

/** What lies ready here, what must be cleared today or now and where it goes next, and what is on its way to this branch. */
export async function holdShelf(ctx: StaffCtx): Promise<OkOf<typeof holdShelfOp>> {
  const today = dayOf(ctx.now)
  const { branch_id } = ctx.actor
  const [lines, moving] = await read(ctx, [shelfQuery(branch_id, today), movingQuery(branch_id)])
  const shown = allOf(Line, lines ?? []).map(l => ({
    past: !l.open || (l.ready_until ?? today) < today,
    line: {
      hold_id: l.hold_id,
      hold_code: l.hold_code ?? '–',
      title: l.title,
      barcode: l.barcode,
      ready_on: l.ready_at ? dayOf(l.ready_at) : today,
      ready_until: l.ready_until ?? today,
      ...nextOf(l, branch_id),
    },
  }))
  const ready = shown.filter(s => !s.past).map(s => s.line)
  return {
    ready,
    today: ready.filter(line => line.ready_until === today),
    clear: shown.filter(s => s.past).map(s => s.line),
    in_transit: allOf(Moving, moving ?? []),
  }
}
