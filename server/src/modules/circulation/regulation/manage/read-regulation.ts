import type { Ask, listRegulations as listOp, OkOf, readRegulation as readOp } from '@kaft/contract'
import { refuse, type StaffCtx } from '../../../../base/ctx.ts'
import { type Day, dayOf } from '../../../../base/dates.ts'
import type { Row } from '../../../../base/db.ts'
import type { Answer } from '../../../../base/route.ts'
import { allOf, oneOf } from '../../../../base/row.ts'
import { read } from '../../../../base/tx.ts'
import { readAnew } from '../../../organisation/index.ts'
import { whoseTurn } from './hands.rules.ts'
import { Ground, groundOf, Head, seenHeads, seenRows, Rule } from './regulations.store.ts'
import { stateOn } from './state.rules.ts'

type Regulation = OkOf<typeof readOp>

/** A version as the contract shows it; its state is that of the day. */
const shown = (head: Head, heads: readonly Head[], today: Day) => {
  const { activated: _, changed_by_id: __, asked_by_id: ___, open_loans: ____, ...rest } = head
  return { ...rest, state: stateOn(head, heads, today) }
}

/** The versions of the own library and those of its cooperation, drafts first, then the latest. */
export async function listRegulations(ctx: StaffCtx): Promise<OkOf<typeof listOp>> {
  const heads = allOf(Head, (await read(ctx, [seenHeads(ctx.actor.library_id, dayOf(ctx.now))]))[0] ?? [])
  return { rows: heads.map(head => shown(head, heads, dayOf(ctx.now))) }
}

const queriesFor = (ctx: StaffCtx, version_id: string) => [
  seenHeads(ctx.actor.library_id, dayOf(ctx.now)),
  seenRows(version_id, { library_id: ctx.actor.library_id, day: dayOf(ctx.now) }),
  groundOf(ctx.actor.library_id, version_id),
]
function one(
  ctx: StaffCtx,
  version_id: string,
  [heads = [], rows = [], grounds = []]: Row[][],
): Answer<Regulation> {
  const all = allOf(Head, heads)
  const head = all.find(h => h.version_id === version_id)
  if (!head) return refuse('not_found')
  const { open_loans } = head
  const second_person = oneOf(Ground, grounds)?.second_person ?? false
  return {
    ...shown(head, all, dayOf(ctx.now)),
    open_loans,
    activation: whoseTurn(head, { second_person, staff_id: ctx.actor.staff_id }),
    rows: allOf(Rule, rows).map(r => r.rule),
  }
}

/** One version of the own library with its rows. */
export const readRegulation = async (
  ctx: StaffCtx,
  { params }: Ask<typeof readOp>,
): Promise<Answer<Regulation>> =>
  one(ctx, params.version_id, await read(ctx, queriesFor(ctx, params.version_id)))

/** The same after a change of one's own. */
export const readChanged = async (ctx: StaffCtx, version_id: string): Promise<Answer<Regulation>> =>
  one(ctx, version_id, await readAnew(ctx, queriesFor(ctx, version_id)))
