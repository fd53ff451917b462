import type { holdShelf as holdShelfOp, OkOf } from '@kaft/contract'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import type { Waiting } from '../facts/item-facts.store.ts'
import { nextInQueue } from '../holds/queue.rules.ts'
import { BranchName, branchNames, Line, Moving, movingQuery, shelfQuery } from './hold-shelf.store.ts'

type Shelf = OkOf<typeof holdShelfOp>
type ShelfLine = Shelf['ready'][number]
interface Next {
  readonly line: Line
  /** Whom its next scan would give it, by the policy of its library. */
  readonly hold: Waiting | null
}

/** Where an item goes when nobody comes for it: to the next who waits, here or elsewhere, or home. */
function nextOf(
  { line, hold }: Next,
  here: string,
  names: ReadonlyMap<string, string>,
): Pick<ShelfLine, 'next' | 'next_branch'> {
  if (hold !== null) {
    const { pickup_branch_id: at } = hold
    return { next: 'next_hold', next_branch: at === here ? null : (names.get(at) ?? '') }
  }
  return line.home_branch_id === here
    ? { next: 'shelf', next_branch: null }
    : { next: 'transit', next_branch: line.home_branch }
}

/** What lies ready here, what must be cleared today or now and where it goes next, and what is on its way to this branch. */
export const holdShelf = (ctx: StaffCtx): Promise<Shelf> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const { branch_id } = ctx.actor
    const [rows = [], moving = []] = await tx.first([shelfQuery(branch_id, today), movingQuery(branch_id)])
    const lines = allOf(Line, rows).map(line => ({
      line,
      hold: nextInQueue(line.queued, { today, branch_id }),
    }))
    const away = lines.flatMap(({ hold }) => (hold ? [hold.pickup_branch_id] : []))
    const [branches = []] = away.length > 0 ? await tx.more([branchNames(away)]) : []
    const names = new Map(allOf(BranchName, branches).map(b => [b.branch_id, b.name]))
    const shown = lines.map(next => ({
      past: !next.line.open || (next.line.ready_until ?? today) < today,
      line: shownLine(next, today, nextOf(next, branch_id, names)),
    }))
    const ready = shown.filter(s => !s.past).map(s => s.line)
    return {
      ready,
      today: ready.filter(line => line.ready_until === today),
      clear: shown.filter(s => s.past).map(s => s.line),
      in_transit: allOf(Moving, moving),
    }
  })

const shownLine = (
  { line: l }: Next,
  today: string,
  goes: Pick<ShelfLine, 'next' | 'next_branch'>,
): ShelfLine => ({
  hold_id: l.hold_id,
  hold_code: l.hold_code ?? '–',
  title: l.title,
  language: l.language,
  barcode: l.barcode,
  ready_on: l.ready_at ? dayOf(l.ready_at) : today,
  ready_until: l.ready_until ?? today,
  ...goes,
})
