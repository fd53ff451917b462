import { inLibrary, type JobCtx } from '../../../base/job.ts'
import type { MovingIn } from '../../../base/moving.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { dropBareTitles } from '../../cataloguing/index.ts'
import { restLibrary } from '../../organisation/index.ts'
import type { MoveKind } from '@kaft/contract'
import { kinds } from '../kinds/all.ts'
import { dropParts } from '../read/part.store.ts'
import { claimMove, endPhase, moveCursor, MoveRow } from './move.store.ts'
import { addTally, type At, Broughts, noteRefused, noTally, type Refused, untie } from './notes.store.ts'
import { LetGo } from './run.ts'
import { brought } from './stamps.store.ts'
import { untieLost } from './take-back.store.ts'
import { wayBack } from './steps.ts'

const STRETCH = 1_000
const FIRST = '9223372036854775807'
/** The pass under which the way back is noted. */
export const BACK = -1

/** Which of these rows go out; what the rest hangs on keeps them. */
const leave = (kind: MoveKind, moving: MovingIn, ids: readonly string[]): Promise<readonly string[]> => {
  if (ids.length === 0) return Promise.resolve([])
  if (kind === 'titles') return dropBareTitles(moving.tx, ids, moving.ctx.now.toString())
  return kinds[kind].takeBack?.(moving, ids) ?? Promise.resolve([])
}

/**
 * The way back: everything that came in goes out again, last first, so that what hangs on others goes before them.
 * What something was done with since stays, and so does what it hangs on; all of that is listed. It goes on after a
 * break where it was.
 * @returns whether this process did it to the end
 */
export async function takeMoveBack(
  ctx: JobCtx,
  which: { readonly library_id: string; readonly move_id: string },
): Promise<boolean> {
  for (let more = true; more; ) {
    ctx.signal.throwIfAborted()
    const said = await inLibrary(ctx, which.library_id, async tx => {
      const [rows = []] = await tx.first([claimMove(which.move_id)])
      const move = oneOf(MoveRow, rows)
      if (move?.state !== 'taking_back') return 'let go'
      const kind = wayBack[move.step_no]
      const at: At = { ...which, pass: BACK, whole: true }
      if (!kind) {
        await tx.last([
          untieLost(at),
          dropParts(which.move_id, move.pass + 1),
          endPhase(move.move_id, 'taken_back', ctx.now.toString()),
          restLibrary(which.library_id, null),
        ])
        return 'done'
      }
      const moving: MovingIn = {
        ctx,
        tx,
        library_id: which.library_id,
        staff_id: move.made_by,
        at: move.frozen_at ?? '',
      }
      await tx.last(await stretch(moving, { at, kind, move }))
      return 'more'
    }).catch(error => {
      if (error instanceof LetGo) return 'let go' as const
      throw error
    })
    if (said === 'let go') return false
    more = said === 'more'
  }
  return true
}

async function stretch(
  moving: MovingIn,
  { at, kind, move }: { at: At; kind: MoveKind; move: MoveRow },
): Promise<Query[]> {
  const before = move.row_no === '0' ? FIRST : move.row_no
  const [found = []] = await moving.tx.more([brought(at, kind, before, STRETCH)])
  const rows = allOf(Broughts, found)
  const last = rows.at(-1)?.target_id
  const done = Number(move.done) + rows.length
  const step = { step: kind, done, total: Math.max(done, Number(move.total)) }
  if (last === undefined) return [moveCursor(move.move_id, { step_no: move.step_no + 1, row_no: 0, ...step })]
  const left = await leave(
    kind,
    moving,
    rows.filter(r => r.untouched).map(r => r.target_id),
  )
  const went = new Set(left)
  // A title that others have as well is nobody's to take out: it stays without a word.
  const kept = kind === 'titles' ? [] : rows.filter(r => !went.has(r.target_id))
  const refused = kept.map(
    (row): Refused => ({
      kind,
      file_no: null,
      line_no: null,
      reason: 'used_since',
      field: null,
      whole_row: true,
      target_id: row.target_id,
    }),
  )
  return [
    untie(at, kind, [...left]),
    ...(refused.length > 0 ? [noteRefused(at, refused)] : []),
    addTally(at, kind, { ...noTally, read: rows.length, gone: left.length, refused: kept.length }),
    moveCursor(move.move_id, { step_no: move.step_no, row_no: Number(last), ...step }),
  ]
}
