import type { BulkRun } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { lockRun, rollBackRuns, Run, startRun, stopRun, undoDaysQuery } from './run.store.ts'
import { BULK_JOB, mayDo, undoUntil } from './shown.ts'
import { readRun } from './work-bulk.ts'

interface Steer {
  readonly command_id: string
  readonly run_id: string
}
type Steered = Promise<BulkRun | Refusal | RefusedByRules>

/** Changes what a run does, once, with its row held; then shows it. */
async function steer(
  ctx: StaffCtx,
  ask: Steer,
  decide: (run: Run, undo_until: string) => Refusal | readonly Query[],
): Steered {
  const done = await once<{ run_id: string }>(ctx, ask, {
    facts: [lockRun(ask.run_id), undoDaysQuery],
    decide: ([rows = [], days = []]) => {
      const run = oneOf(Run, rows)
      if (!run) return refuse('not_found')
      if (!mayDo(ctx, run.kind)) return refuse('bulk_kind_not_yours')
      const effects = decide(run, undoUntil(ctx.now, days))
      return isRefusal(effects) ? effects : { effects, answer: () => ({ run_id: run.run_id }) }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readRun(ctx, done.run_id)
}

/** Starts what was previewed. The number is the one on the button: when it is another by now, nothing happens. */
export const startBulk = (ctx: StaffCtx, ask: Steer & { readonly count: number }): Steered =>
  steer(ctx, ask, run => {
    if (run.state !== 'ready') return refuse('bulk_wrong_state')
    if (run.planned !== ask.count) return refuse('changed_meanwhile')
    return [startRun(ctx, run.run_id), soon(BULK_JOB)]
  })

/** Stops a run where it is. */
export const stopBulk = (ctx: StaffCtx, ask: Steer): Steered =>
  steer(ctx, ask, (run, undo_until) =>
    run.state === 'preparing' || run.state === 'ready' || run.state === 'running'
      ? [stopRun(ctx, { run_id: run.run_id, undo_until })]
      : refuse('bulk_wrong_state'),
  )

/** Takes back what a run did, as long as the library lets it. */
export const rollBackBulk = (ctx: StaffCtx, ask: Steer): Steered =>
  steer(ctx, ask, run => {
    if (run.closure_id !== null) return refuse('bulk_of_closure')
    if ((run.state !== 'done' && run.state !== 'stopped') || run.done === 0) return refuse('bulk_wrong_state')
    if (run.undo_until !== null && run.undo_until < dayOf(ctx.now))
      return refuse('bulk_too_late', { until: run.undo_until })
    return [rollBackRuns(ctx, [run.run_id]), soon(BULK_JOB)]
  })
