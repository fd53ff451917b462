import { type Leave, leaves } from '@kaft/contract'
import { Type } from 'typebox'
import { type Actor, isRefusal, type StaffCtx } from '../../../base/ctx.ts'
import { eachLibrary, forgetEverywhere, inLibrary, type Job, type JobCtx } from '../../../base/job.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { forgetLines } from './lines.store.ts'
import { openRuns, Run, runById } from './run.store.ts'
import { BULK_JOB } from './shown.ts'
import { nextBatch } from './work-bulk.ts'

const Open = Type.Object({ run_id: Type.String() })

/** The one who made the run, as the actor of what the clock does for them. */
const actorOf = (run: Run): Actor => ({
  session_id: '0',
  staff_id: run.made_by ?? '0',
  staff_name: run.by,
  library_id: run.library_id,
  library_name: run.library_name,
  branch_id: run.branch_id,
  branch_name: '',
  workstation_id: run.workstation_id,
  roles: [],
  leaves: new Set<Leave>(leaves),
  version: '',
})

const working: ReadonlySet<string> = new Set(['preparing', 'running', 'rolling_back'])

/** Works on a run until it waits for nobody but people; each batch is a transaction of its own. */
async function finish(ctx: JobCtx, library_id: string, run: Run): Promise<void> {
  const actor = actorOf(run)
  const own: JobCtx = { ...ctx, actor, purpose: run.purpose ?? 'administration', operation: 'workBulk' }
  const staff: StaffCtx = { ...own, actor, secret: '' }
  let [state, handled]: [string, number] = [run.state, run.cursor_no]
  while (working.has(state)) {
    ctx.signal.throwIfAborted()
    const said = await inLibrary(own, library_id, tx => nextBatch(staff, tx, run.run_id))
    // Nothing moved: the screen of a colleague is at it.
    if (isRefusal(said) || (said.state === state && said.handled === handled)) return
    ;[state, handled] = [said.state, said.handled]
  }
}

/** Goes on with every run that nobody is working on. */
export async function workOnRuns(ctx: JobCtx): Promise<void> {
  await eachLibrary(ctx, async library_id => {
    const [rows = []] = await inLibrary(ctx, library_id, tx => tx.first([openRuns]))
    for (const { run_id } of allOf(Open, rows)) {
      const [heads = []] = await inLibrary(ctx, library_id, tx => tx.first([runById(run_id)]))
      const run = oneOf(Run, heads)
      if (run) await finish(ctx, library_id, run)
    }
  })
}

const KEPT_DAYS = 90
export const bulkJobs: readonly Job[] = [
  {
    // The screen of whoever started a run does its batches; this goes on with what no screen looks at any more.
    name: BULK_JOB,
    timetable: '* * * * *',
    limit_ms: 30 * 60_000,
    handler: workOnRuns,
  },
  {
    name: 'forget_bulk_lines',
    timetable: '50 1 * * *',
    limit_ms: 30 * 60_000,
    catch_up_ms: 20 * 3_600_000,
    handler: async ctx => {
      const before = ctx.now.subtract({ hours: 24 * KEPT_DAYS }).toString()
      await forgetEverywhere(ctx, (library_id, most) => forgetLines(library_id, before, most))
    },
  },
]
