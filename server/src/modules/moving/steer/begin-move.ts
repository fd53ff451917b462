import { type BodyOf, type beginMove as op, type Move } from '@kaft/contract'
import { Type } from 'typebox'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { configure } from '../../organisation/index.ts'
import { systems } from '../mappings/all.ts'
import { anOpenMove, insertMove } from '../run/move.store.ts'
import { readWhole } from './shown.ts'

const Made = Type.Object({ move_id: Type.String() })

/** Begins a move with what is known of the old system. One at a time: two would give the same numbers different meanings. */
export async function beginMove(
  ctx: StaffCtx,
  body: BodyOf<typeof op>,
): Promise<Move | Refusal | RefusedByRules> {
  const { library_id, branch_id, staff_id } = ctx.actor
  const done = await configure<{ move_id: string }>(ctx, body, {
    facts: [anOpenMove(library_id)],
    decide: async ([open = []], tx) => {
      if (open.length > 0) return refuse('move_open_already')
      const at = ctx.now.toString()
      const mapping = systems[body.system]
      const [made = []] = await tx.more([insertMove({ library_id, branch_id, mapping, at, staff_id })])
      const move_id = oneOf(Made, made)?.move_id ?? ''
      const change = { subject: `move ${move_id}`, before: null, after: { system: body.system } }
      return { effects: [], change, answer: { move_id } }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : again(ctx, done.move_id)
}

/** The move as it stands now. The caller's own change made the session facts in memory old, which is no reason to stop. */
export const again = (ctx: StaffCtx, move_id: string): Promise<Move | Refusal> =>
  transact({ ...ctx, actor: null }, async tx => (await readWhole(tx, move_id)) ?? refuse('not_found'))
