import type { Ask, AuthorityRun, steerAuthorityRun as op } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { unmerge } from './merge.ts'
import { RUN_JOB, readAuthorityRun } from './runs.ts'
import { lockRun, runById, RunRow, setRunState } from './runs.store.ts'

type Act = Ask<typeof op>['body']['act']
const from: Readonly<Record<Act, ReadonlySet<string>>> = {
  stop: new Set(['working']),
  resume: new Set(['stopped', 'failed']),
  revert: new Set(['done', 'stopped', 'failed']),
}
const to: Readonly<Record<Act, string>> = { stop: 'stopped', resume: 'working', revert: 'reverting' }

/** The next step of a run; the work itself is done by a job, in stretches. */
export async function steerAuthorityRun(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<AuthorityRun>> {
  const { run_id } = params
  const done = await once<{ run_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockRun(run_id), runById(run_id)],
      decide: async ([, rows = []], tx) => {
        const run = oneOf(RunRow, rows)
        if (!run) return refuse('not_found')
        if (!from[body.act].has(run.state)) return refuse('authority_run_state')
        // One that failed on its way back goes on that way: its records are two already.
        const isBack = run.apart || run.reverted > 0
        if (body.act === 'revert' && run.kind === 'merge' && !run.apart) {
          const refused = await unmerge(ctx, tx, run)
          if (refused) return refused
        }
        const state = body.act === 'resume' && isBack ? 'reverting' : to[body.act]
        const effects = [setRunState(run_id, state, ctx.now.toString())]
        return {
          effects: [...effects, ...(body.act === 'stop' ? [] : [soon(RUN_JOB)])],
          answer: () => ({ run_id }),
        }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readAuthorityRun(ctx, done.run_id)
}
