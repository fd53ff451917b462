import type {
  Ask,
  AuthorityRun,
  authorityEffect as effectOp,
  authorityRunTitles as keptOp,
  beginAuthorityRun as beginOp,
  listAuthorityRuns as listOp,
  OkOf,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { AuthorityNow, authorityNow, lockAuthorities } from './read.store.ts'
import { mayChange } from './read.ts'
import {
  Effect,
  effectOf,
  insertRun,
  KeptRow,
  keptAfter,
  MadeRun,
  openRunOf,
  runById,
  RunRow,
  runsBefore,
} from './runs.store.ts'

export const RUN_JOB = 'authority_runs'
const ROWS = 50

/** Whose descriptions this caller may change. */
const changer = (ctx: StaffCtx, of: Pick<AuthorityNow, 'only' | 'own_source'>) => ({
  central: of.only || may(ctx)('consortium.libraries'),
  source: of.own_source,
})

export async function authorityEffect(
  ctx: StaffCtx,
  { params, query }: Ask<typeof effectOp>,
): Promise<OkOf<typeof effectOp> | Refusal> {
  const { authority_id } = params
  const [rows = []] = await read(ctx, [authorityNow(authority_id, ctx.actor.library_id)])
  const now = oneOf(AuthorityNow, rows)
  if (!now) return refuse('not_found')
  const [[row] = []] = await read(ctx, [effectOf(authority_id, query.with ?? null, changer(ctx, now))])
  return shaped(Effect, row)
}

const shownRun = (r: RunRow): AuthorityRun => ({
  run_id: r.run_id,
  kind: r.kind,
  authority_id: r.authority_id,
  heading: r.heading,
  was: r.was,
  now: r.now,
  state: r.state,
  titles: r.titles,
  done: r.done,
  kept: r.kept,
  reverted: r.reverted,
  fault: r.fault,
  made_at: r.made_at,
  made_by: r.made_by,
  finished_at: r.finished_at,
  reverted_at: r.reverted_at,
})

export async function readAuthorityRun(ctx: StaffCtx, run_id: string): Promise<AuthorityRun | Refusal> {
  const [rows = []] = await read(ctx, [runById(run_id)])
  const row = oneOf(RunRow, rows)
  return row ? shownRun(row) : refuse('not_found')
}

export async function listAuthorityRuns(
  ctx: StaffCtx,
  { authority_id, after }: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [
    runsBefore({ authority_id: authority_id ?? null, after: after ?? null, most: ROWS }),
  ])
  const all = allOf(RunRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page.map(shownRun), next: all.length > ROWS ? (page.at(-1)?.run_id ?? null) : null }
}

export async function authorityRunTitles(
  ctx: StaffCtx,
  { params, query }: Ask<typeof keptOp>,
): Promise<OkOf<typeof keptOp>> {
  const [rows = []] = await read(ctx, [keptAfter(params.run_id, query.after ?? null, ROWS)])
  const all = allOf(KeptRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? (page.at(-1)?.title_id ?? null) : null }
}

/** Carries a heading through to the titles that have another form of it; a job does the work. */
export async function beginAuthorityRun(
  ctx: StaffCtx,
  { params, body }: Ask<typeof beginOp>,
): Promise<Answer<AuthorityRun>> {
  const { authority_id } = params
  const { library_id, staff_id } = ctx.actor
  const done = await once<{ run_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockAuthorities([authority_id], library_id), openRunOf([authority_id])],
      decide: async ([rows = [], busy = []], tx) => {
        const now = oneOf(AuthorityNow, rows)
        if (!now) return refuse('not_found')
        if (now.merged_into !== null) return refuse('authority_merged')
        if (!mayChange(ctx, now)) return refuse('source_not_yours')
        if (busy.length > 0) return refuse('authority_busy')
        const run = {
          library_id,
          staff_id,
          kind: 'heading',
          authority_id,
          absorbed_id: null,
          central: changer(ctx, now).central,
          version_no: null,
          record_hash: null,
          was: now.heading,
          now: now.heading,
          at: ctx.now.toString(),
        } as const
        const [inserted = []] = await tx.more([insertRun(run)])
        const { run_id, titles } = shaped(MadeRun, inserted[0])
        if (titles === 0) return refuse('authority_nothing_behind')
        return { effects: [soon(RUN_JOB)], answer: () => ({ run_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : readAuthorityRun(ctx, done.run_id)
}
