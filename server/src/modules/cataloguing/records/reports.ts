import type {
  answerReport as answerOp,
  Ask,
  OkOf,
  RecordReport,
  recordReports as listOp,
  reportRecord as reportOp,
  withdrawReport as withdrawOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  insertReport,
  lockReport,
  MadeReport,
  reportById,
  ReportRow,
  reportsAfter,
  setReport,
  type Viewer,
} from './reports.store.ts'

const viewerOf = (ctx: StaffCtx): Viewer => ({
  library_id: ctx.actor.library_id,
  consortium: may(ctx)('consortium.libraries'),
})
const shown = (ctx: StaffCtx, { keeps, ...row }: ReportRow): RecordReport => ({
  ...row,
  may_answer: keeps && may(ctx)('cataloguing.change'),
})

async function one(ctx: StaffCtx, report_id: string): Promise<RecordReport | Refusal> {
  const [rows = []] = await read(ctx, [reportById(report_id, viewerOf(ctx))])
  const row = oneOf(ReportRow, rows)
  return row ? shown(ctx, row) : refuse('not_found')
}

/** Tells who keeps a description what is wrong in it. Of who told it, the library is known. */
export async function reportRecord(
  ctx: StaffCtx,
  { params, body }: Ask<typeof reportOp>,
): Promise<Answer<RecordReport>> {
  const says = body.says.trim()
  if (says === '') return refuse('invalid')
  const done = await once<{ report_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [],
      decide: async (_, tx) => {
        const of = { title_id: params.title_id, library_id: ctx.actor.library_id, field: body.field, says }
        const [rows = []] = await tx.more([insertReport({ ...of, at: ctx.now.toString() })])
        const made = oneOf(MadeReport, rows)
        return made ? { effects: [], answer: () => made } : refuse('title_unknown')
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : one(ctx, done.report_id)
}

const ROWS = 50
export async function recordReports(
  ctx: StaffCtx,
  query: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp>> {
  const { state = null, title_id = null, after = null } = query
  const [rows = []] = await read(ctx, [reportsAfter(viewerOf(ctx), { state, title_id, after, most: ROWS })])
  const all = allOf(ReportRow, rows)
  const page = all.slice(0, ROWS)
  return {
    rows: page.map(row => shown(ctx, row)),
    next: all.length > ROWS ? (page.at(-1)?.report_id ?? null) : null,
  }
}

type Change = Pick<Parameters<typeof setReport>[1], 'state' | 'answer'>

/** One change of a report, under its lock: what `decide` makes of it as it stands. */
async function changeReport(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly report_id: string },
  decide: (row: ReportRow) => Change | Refusal,
): Promise<Answer<RecordReport>> {
  const { report_id } = ask
  const done = await once<{ report_id: string }>(ctx, ask, {
    facts: [lockReport(report_id), reportById(report_id, viewerOf(ctx))],
    decide: ([, rows = []]) => {
      const row = oneOf(ReportRow, rows)
      const change = row ? decide(row) : refuse('not_found')
      if (isRefusal(change)) return change
      return {
        effects: [setReport(report_id, { ...change, at: ctx.now.toString() })],
        answer: () => ({ report_id }),
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : one(ctx, done.report_id)
}

/** Takes a report on, says that it is mended, or why not; a closed one stays closed. */
export const answerReport = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof answerOp>,
): Promise<Answer<RecordReport>> =>
  changeReport(ctx, { ...body, ...params }, row => {
    if (!row.keeps) return refuse('source_not_yours')
    if (row.state !== 'open' && row.state !== 'taken') return refuse('report_closed')
    const answer = body.answer?.trim() || null
    if (body.state === 'refused' && answer === null) return refuse('invalid')
    return { state: body.state, answer }
  })

/** Takes back what was sent by mistake. Once somebody took it on it is theirs to answer. */
export const withdrawReport = (
  ctx: StaffCtx,
  { params, body }: Ask<typeof withdrawOp>,
): Promise<Answer<RecordReport>> =>
  changeReport(ctx, { ...body, ...params }, row => {
    if (!row.own) return refuse('not_found')
    if (row.state !== 'open') return refuse(row.state === 'taken' ? 'report_taken' : 'report_closed')
    return { state: 'withdrawn', answer: null }
  })
