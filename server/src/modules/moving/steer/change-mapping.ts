import type { Ask, changeMapping as op, Move } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { configure } from '../../organisation/index.ts'
import { lockMove, MoveRow, setMapping } from '../run/move.store.ts'
import { again } from './begin-move.ts'
import { mappingFault } from './mapping.rules.ts'

/** What the columns are may be said until the load; the dry run is done again after it. */
const open: ReadonlySet<string> = new Set(['open', 'checked', 'frozen', 'loaded'])

export async function changeMapping(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Move | Refusal | RefusedByRules> {
  const fault = mappingFault(body.mapping)
  if (fault !== null) return refuse('mapping_invalid', { field: fault })
  const done = await configure<{ move_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockMove(params.move_id)],
      decide: ([moves = []]) => {
        const move = oneOf(MoveRow, moves)
        if (!move) return refuse('not_found')
        if (!open.has(move.state)) return refuse('move_wrong_state')
        if (move.version !== body.version) return refuse('changed_meanwhile')
        return {
          effects: [setMapping(move.move_id, body.mapping)],
          change: {
            subject: `move ${move.move_id}`,
            before: { mapping: move.version },
            after: { mapping: move.version + 1 },
          },
          answer: { move_id: move.move_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : again(ctx, done.move_id)
}
