import { type bulkLines as linesOp, type listBulk as listOp, type OkOf, subjectOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { linesOf, ShownLine } from './lines.store.ts'
import { lastRuns, Run, runById } from './run.store.ts'
import { shownRun } from './shown.ts'

const PAGE = 200

/** The last runs of the own library: who, when, why, and how it went. */
export async function listBulk(ctx: StaffCtx): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [lastRuns(ctx)])
  return { rows: allOf(Run, rows).map(shownRun) }
}

/** Rows of a run. Where they are people, whoever is shown is written down as seen, for the purpose that was given. */
export async function bulkLines(
  ctx: StaffCtx,
  ask: { readonly run_id: string; readonly state?: string; readonly after?: string },
): Promise<OkOf<typeof linesOp> | Refusal> {
  const [heads = []] = await read(ctx, [runById(ask.run_id)])
  const run = oneOf(Run, heads)
  if (!run) return refuse('not_found')
  const of = {
    subject: subjectOf(run.kind),
    state: ask.state ?? null,
    after: Number(ask.after ?? 0),
    most: PAGE + 1,
  }
  return transact({ ...ctx, purpose: run.purpose ?? ctx.purpose }, async tx => {
    const [rows = []] = await tx.first([linesOf(ask.run_id, of)])
    const found = allOf(ShownLine, rows)
    const page = found.slice(0, PAGE).map(({ patron_id, ...line }) => {
      if (patron_id !== null && line.label !== null) tx.seen(patron_id)
      return line
    })
    return { rows: page, next: found.length > PAGE ? String(page.at(-1)?.line_no) : null }
  })
}
