import type { Closure, listClosures as listOp, OkOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { Run, runsOfClosures } from '../bulk/run.store.ts'
import { shownRun } from '../bulk/shown.ts'
import { nextBatch } from '../bulk/work-bulk.ts'
import { ClosureRow, closureById, closuresOf } from './closure.store.ts'

const shown = (row: ClosureRow, runs: readonly Run[]): Closure => ({
  closure_id: row.closure_id,
  branch_ids: row.branch_ids,
  type: row.type,
  from_on: row.from_on,
  until_on: row.until_on,
  moves: row.moves,
  reason: row.reason,
  state: row.state,
  made_at: row.made_at,
  made_by: row.by,
  runs: runs.filter(run => run.closure_id === row.closure_id).map(shownRun),
})

/** A change of the calendar made the session facts in memory old, which is no reason to stop: nothing is decided here. */
const anew = (ctx: StaffCtx) => ({ ...ctx, actor: null })

/** One closure with its runs. */
export const readClosure = (ctx: StaffCtx, closure_id: string): Promise<Closure | Refusal> =>
  transact(anew(ctx), async tx => {
    const [rows = [], runs = []] = await tx.first([closureById(closure_id), runsOfClosures([closure_id])])
    const [row] = allOf(ClosureRow, rows)
    return row ? shown(row, allOf(Run, runs)) : refuse('not_found')
  })

export const listClosures = (ctx: StaffCtx): Promise<OkOf<typeof listOp>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([closuresOf(ctx.actor.library_id)])
    const found = allOf(ClosureRow, rows)
    const [runs = []] = await tx.more([runsOfClosures(found.map(row => row.closure_id))])
    const all = allOf(Run, runs)
    return { rows: found.map(row => shown(row, all)) }
  })

const working = ['preparing', 'running', 'rolling_back']

/** The next batch of a closure: its runs in order, and backwards where they are taken back. */
export async function workClosure(ctx: StaffCtx, closure_id: string): Promise<Closure | Refusal> {
  const closure = await readClosure(ctx, closure_id)
  if (isRefusal(closure)) return closure
  const open = closure.runs.filter(run => working.includes(run.state))
  const next = open.findLast(run => run.state === 'rolling_back') ?? open[0]
  if (next) await transact(ctx, tx => nextBatch(ctx, tx, next.run_id))
  return next ? readClosure(ctx, closure_id) : closure
}
