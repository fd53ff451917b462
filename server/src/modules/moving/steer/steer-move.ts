import type { Ask, Code, Move, steerMove as op } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { hasRegulation } from '../../circulation/index.ts'
import { configure, restLibrary } from '../../organisation/index.ts'
import { dropParts, FileRow, filesOf } from '../read/part.store.ts'
import { beginPhase, lockMove, MoveRow } from '../run/move.store.ts'
import { stepsOf } from '../run/steps.ts'
import { again } from './begin-move.ts'

export const MOVE_JOB = 'moving'

/** More passes than any move has. */
const ALL = 1_000_000

type Act = Ask<typeof op>['body']['act']
const from: Readonly<Record<Act, ReadonlySet<string>>> = {
  check: new Set(['open', 'checked']),
  freeze: new Set(['checked']),
  load: new Set(['frozen', 'loaded']),
  stop: new Set(['open', 'checking', 'checked', 'frozen']),
}

/**
 * The next step of a move. The work itself is done by the clock, or from the command line, in batches; this says what is to be
 * done, by whom, and that it may.
 */
export async function steerMove(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Move | Refusal | RefusedByRules> {
  const done = await configure<{ move_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockMove(params.move_id), filesOf(params.move_id)],
      decide: async ([moves = [], rows = []], tx) => {
        const move = oneOf(MoveRow, moves)
        if (!move) return refuse('not_found')
        const refused = await whyNot(ctx, tx, { move, files: allOf(FileRow, rows), act: body.act })
        if (refused) return refuse(refused)
        const { effects, state } = effectsOf(ctx, move, body)
        return {
          effects,
          change: {
            subject: `move ${move.move_id}`,
            before: { state: move.state },
            after: { state, act: body.act },
          },
          answer: { move_id: move.move_id },
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : again(ctx, done.move_id)
}

async function whyNot(
  ctx: StaffCtx,
  tx: Tx,
  { move, files, act }: { readonly move: MoveRow; readonly files: readonly FileRow[]; readonly act: Act },
): Promise<Code | null> {
  if (!from[act].has(move.state)) return 'move_wrong_state'
  if (act === 'stop') return null
  const pass = move.state === 'loaded' ? move.pass + 1 : 1
  const steps = stepsOf(move.mapping, files, { pass, dry: true, whole: false })
  if (steps.length === 0) return 'move_no_files'
  if (act === 'freeze' || (act === 'load' && move.state === 'frozen')) {
    if (move.checked_version !== move.version) return 'move_check_again'
  }
  const { library_id, staff_id } = ctx.actor
  const moving = { ctx, tx, library_id, staff_id, at: ctx.now.toString() }
  const lends = steps.some(s => s.kind === 'loans' || s.kind === 'history')
  return lends && !(await hasRegulation(moving)) ? 'move_no_regulation' : null
}

/** Frozen, what was changed after all asks for another dry run: that is allowed, and it stays frozen. */
function effectsOf(
  ctx: StaffCtx,
  move: MoveRow,
  { act, whole = true }: Ask<typeof op>['body'],
): { effects: Query[]; state: string } {
  const { library_id, staff_id } = ctx.actor
  const at = ctx.now.toString()
  const phase = (state: string, pass: number, frozen_at: string | null = null): Query =>
    beginPhase(move.move_id, { state, pass, whole, frozen_at, staff_id })
  switch (act) {
    case 'check':
      return { state: 'checking', effects: [phase('checking', 0), soon(MOVE_JOB)] }
    case 'freeze':
      return { state: 'frozen', effects: [phase('frozen', 0, at), restLibrary(library_id, at)] }
    case 'load':
      return {
        state: 'loading',
        effects: [phase('loading', move.state === 'loaded' ? move.pass + 1 : 1), soon(MOVE_JOB)],
      }
    case 'stop':
      return {
        state: 'stopped',
        effects: [phase('stopped', move.pass), dropParts(move.move_id, ALL), restLibrary(library_id, null)],
      }
  }
}
