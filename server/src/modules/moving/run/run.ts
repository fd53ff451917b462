import { inLibrary, type JobCtx } from '../../../base/job.ts'
import type { MovingIn } from '../../../base/moving.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import { membershipTypes, Offers, offersQuery } from '../../patrons/index.ts'
import type { Ask } from '../read/file.ts'
import { FileRow, filesOf } from '../read/part.store.ts'
import { fold, type Tables } from '../read/row.rules.ts'
import { BranchWord, branchWords } from './facts.store.ts'
import { claimMove, moveById, moveCursor, MoveRow } from './move.store.ts'
import type { At } from './notes.store.ts'
import { newOverlay, type Overlay } from './overlay.ts'
import { type Step, stepsOf, weightOf } from './steps.ts'

/** Somebody else is at it, or it was stopped: whoever finds that out lets go. */
export class LetGo extends Error {}

/** Rows of a batch: one that no desk notices, and large enough that statements weigh little. */
export const BATCH = 1_000

/** A phase of a move, as one process works on it. */
export interface Run {
  readonly ctx: JobCtx
  readonly move: MoveRow
  readonly ask: Ask
  readonly notesAt: At
  /** The moment that everything bears which comes in. */
  readonly at: string
  readonly overlay: Overlay | null
  readonly tables: Tables
  /** Words of the mapping for branches, to their codes: as the import of records asks for them. */
  readonly branchWords: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
  readonly total: number
  readonly batch: number
  readonly onProgress: ((step: Step, done: number, total: number) => void) | undefined
}

/** Where a process stands in the work: it is the first to move from here, or somebody else was. */
export interface Place {
  readonly step_no: number
  readonly row_no: number
}

/** Reads what a phase hangs on. @returns null where there is nothing to do */
export async function openRun(
  ctx: JobCtx,
  which: { readonly library_id: string; readonly move_id: string },
  how: Pick<Run, 'onProgress' | 'batch'>,
): Promise<Run | null> {
  const { library_id, move_id } = which
  const ask: Ask = queries => inLibrary(ctx, library_id, tx => tx.first(queries))
  const [moves = [], files = [], branches = [], offers = []] = await ask([
    moveById(move_id),
    filesOf(move_id),
    branchWords(library_id),
    offersQuery,
  ])
  const move = oneOf(MoveRow, moves)
  if (!move || !['checking', 'loading'].includes(move.state)) return null
  const dry = move.state === 'checking'
  const steps = stepsOf(move.mapping, allOf(FileRow, files), { pass: move.pass, dry, whole: move.whole })
  const at = move.frozen_at ?? ctx.now.toString()
  return {
    ctx: { ...ctx, now: Temporal.Instant.from(at) },
    move,
    ask,
    notesAt: { library_id, move_id, pass: move.pass, whole: move.pass < 2 || move.whole },
    at,
    overlay: dry ? newOverlay() : null,
    tables: {
      branches: tableOf(allOf(BranchWord, branches)),
      membership_types: new Set(membershipTypes(shaped(Offers, offers[0]).membership_types).map(t => t.type)),
    },
    branchWords: move.mapping.codes['branch'] ?? {},
    steps,
    total: steps.reduce((sum, s) => sum + weightOf(s), 0),
    ...how,
  }
}

export const tableOf = (branches: readonly BranchWord[]): Map<string, string> =>
  new Map([
    ...branches.map(b => [fold(b.name), b.branch_id] as const),
    ...branches.map(b => [fold(b.code), b.branch_id] as const),
  ])
type BranchWord = { branch_id: string; code: string; name: string }

/** What a batch is given, and where the cursor goes with it. */
export interface Turn {
  readonly from: Place
  readonly to: Place
  readonly step: Step
  readonly done: number
}

export const movingOf = (run: Run, tx: Tx): MovingIn => ({
  ctx: run.ctx,
  tx,
  library_id: run.move.library_id,
  staff_id: run.move.made_by,
  at: run.at,
})

/**
 * One batch and the cursor behind it are one transaction. Who finds the move in other hands, or the cursor elsewhere,
 * lets go: nothing is done twice.
 */
export async function takeTurn(run: Run, turn: Turn, work: (tx: Tx) => Promise<Query[]>): Promise<void> {
  run.ctx.signal.throwIfAborted()
  const { move } = run
  await inLibrary(run.ctx, move.library_id, async tx => {
    const [rows = []] = await tx.first([claimMove(move.move_id)])
    const held = oneOf(MoveRow, rows)
    const stands =
      held?.state === move.state &&
      held.pass === move.pass &&
      held.step_no === turn.from.step_no &&
      Number(held.row_no) === turn.from.row_no
    if (!stands) throw new LetGo('the move went on without this process')
    const queries = await work(tx)
    await tx.last([
      ...queries,
      moveCursor(move.move_id, { ...turn.to, step: wordsOf(turn.step), done: turn.done, total: run.total }),
    ])
  })
  run.onProgress?.(turn.step, turn.done, run.total)
}

const wordsOf = (step: Step): string =>
  'file' in step ? `${step.kind} ${step.file.name}` : `${step.kind} ${step.does}`
