import type {
  Ask,
  Code,
  OkOf,
  rollBackRegulation as backOp,
  withdrawRegulation as withdrawOp,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { dayOf } from '../../../../base/dates.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { configure } from '../../../organisation/index.ts'
import { readChanged } from './read-regulation.ts'
import { Ground, groundOf, Head, ownHeads, withdraw } from './regulations.store.ts'
import { besides, inForceOn, startedAfter, stateOn } from './state.rules.ts'

type Regulation = OkOf<typeof backOp>

interface Withdrawing {
  readonly version_id: string
  readonly command_id: string
  readonly reason: string
}

/** Withdraws the versions that `choose` names; a code in their place says why not. */
async function withdrawing(
  ctx: StaffCtx,
  ask: Withdrawing,
  choose: (head: Head, heads: readonly Head[]) => readonly Head[] | Code,
): Promise<Answer<Regulation>> {
  const { library_id, staff_id } = ctx.actor
  const { version_id, reason } = ask
  const done = await configure(ctx, ask, {
    facts: [ownHeads(library_id), groundOf(library_id, version_id)],
    decide: ([rows = [], grounds = []]) => {
      const heads = allOf(Head, rows)
      const head = heads.find(h => h.version_id === version_id)
      if (!head) return refuse('not_found')
      const gone = choose(head, heads)
      if (typeof gone === 'string') return refuse(gone)
      const ids = gone.map(h => h.version_id)
      const before = inForceOn(besides(head, heads), dayOf(ctx.now))
      return {
        effects: [withdraw(ids, { library_id, staff_id, reason, now: ctx.now.toString() })],
        change: {
          subject: version_id,
          before: before && { version: before.name, version_id: before.version_id },
          after: { version: head.name, reason, withdrawn: gone.map(h => h.name) },
        },
        answer: { version_id },
        libraries: oneOf(Ground, grounds)?.libraries ?? [library_id],
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readChanged(ctx, version_id)
}

/** Takes back a version that was activated for a later day, before that day. */
export const withdrawRegulation = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof withdrawOp>,
): Promise<Answer<Regulation>> =>
  withdrawing(ctx, { ...params, ...body }, (head, heads) =>
    stateOn(head, heads, dayOf(ctx.now)) === 'scheduled' ? [head] : 'regulation_not_scheduled',
  )

/**
 * Goes back to a version that held before: whatever began after it is withdrawn and it holds again at once. Loans
 * that were made meanwhile keep the terms that they were given.
 */
export const rollBackRegulation = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof backOp>,
): Promise<Answer<Regulation>> =>
  withdrawing(ctx, { ...params, ...body }, (head, heads) => {
    const later = startedAfter(head, heads, dayOf(ctx.now))
    return later.length === 0 ? 'regulation_not_earlier' : later
  })
