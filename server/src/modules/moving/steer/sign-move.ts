import type { Ask, Move, signMove as signOp, takeBackMove as backOp } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { configure, restLibrary } from '../../organisation/index.ts'
import { lockMove, MoveRow } from '../run/move.store.ts'
import { again } from './begin-move.ts'
import { countAgain } from './read-move.ts'
import { beginBack, signed } from './sign-move.store.ts'
import { MOVE_JOB } from './steer-move.ts'

const DAY_HOURS = 24

/**
 * A named person signs the counts off, which are counted again at that moment. From here on the library lends with
 * Kaft; every patron who came over is told where their data come from, and for a day everything can go out again.
 */
export async function signMove(
  ctx: StaffCtx,
  { params, body }: Ask<typeof signOp>,
): Promise<Move | Refusal | RefusedByRules> {
  const { move_id } = params
  const done = await configure<{ move_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockMove(move_id)],
      decide: async ([moves = []], tx) => {
        const move = oneOf(MoveRow, moves)
        if (!move) return refuse('not_found')
        if (move.state !== 'loaded') return refuse('move_wrong_state')
        const counts = await countAgain({ first: queries => tx.more(queries) }, move_id)
        if (!counts?.fits) return refuse('move_does_not_fit')
        if (counts.behind !== body.refused) return refuse('changed_meanwhile')
        const undo_until = ctx.now.add({ hours: DAY_HOURS }).toString()
        return {
          effects: [
            signed(move_id, {
              at: ctx.now.toString(),
              staff_id: ctx.actor.staff_id,
              undo_until,
              without_email: body.without_email,
              counts: counts.rows,
            }),
            restLibrary(ctx.actor.library_id, null),
            soon(MOVE_JOB),
          ],
          change: {
            subject: `move ${move_id}`,
            before: { state: move.state },
            after: { state: 'live', refused: counts.behind },
          },
          answer: { move_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : again(ctx, done.move_id)
}

/** The way back: possible while it is being loaded, and for a day after it was signed. */
export async function takeBackMove(
  ctx: StaffCtx,
  { params, body }: Ask<typeof backOp>,
): Promise<Move | Refusal | RefusedByRules> {
  const done = await configure<{ move_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockMove(params.move_id)],
      decide: ([moves = []]) => {
        const move = oneOf(MoveRow, moves)
        if (!move) return refuse('not_found')
        if (!['loading', 'loaded', 'live'].includes(move.state)) return refuse('move_wrong_state')
        if (move.undo_until !== null && move.undo_until < ctx.now.toString()) return refuse('move_too_late')
        const { staff_id, library_id } = ctx.actor
        const at = ctx.now.toString()
        return {
          effects: [
            beginBack(move.move_id, { staff_id, reason: body.reason }),
            restLibrary(library_id, at),
            soon(MOVE_JOB),
          ],
          change: {
            subject: `move ${move.move_id}`,
            before: { state: move.state },
            after: { state: 'taking_back', reason: body.reason },
          },
          answer: { move_id: move.move_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : again(ctx, done.move_id)
}
