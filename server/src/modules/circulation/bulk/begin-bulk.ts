import { type BodyOf, type BulkRun, type beginBulk as op, MOST_LINES, subjectOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { isDay } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'
import { ownBranchQuery } from './items.store.ts'
import { Count, countOf, insertCodeLines, insertSelectedLines } from './lines.store.ts'
import { insertRun, NewRunId, Run, runById } from './run.store.ts'
import { BULK_JOB, mayDo, shownRun, subjectFor } from './shown.ts'

type Ask = BodyOf<typeof op>

/** Days that are none, and a change that says neither a day nor a number of days. */
function malformed({ change, filters, codes }: Ask): boolean {
  const days = [filters?.from, filters?.until]
  if (change.kind === 'loan_due') {
    days.push(change.on)
    if ((change.on === undefined) === (change.by_days === undefined)) return true
  }
  if ('until' in change) days.push(change.until ?? undefined)
  if (change.kind === 'hold_expiry' || change.kind === 'patron_until') days.push(change.on)
  if (change.kind === 'loan_fine_free') days.push(change.last_free_on)
  return (
    days.some(day => day !== undefined && !isDay(day)) || (filters === undefined) === (codes === undefined)
  )
}

const distinct = (codes: readonly string[]): string[] => [
  ...new Set(codes.map(code => code.trim()).filter(code => code !== '')),
]

/**
 * Begins a run: its rows are selected and written down, and nothing of them changes. The rows are looked at in the
 * batches that follow, so a selection of a hundred thousand answers as soon as it is counted.
 */
export async function beginBulk(ctx: StaffCtx, ask: Ask): Promise<BulkRun | Refusal | RefusedByRules> {
  const { change } = ask
  if (!mayDo(ctx, change.kind)) return refuse('bulk_kind_not_yours')
  if (malformed(ask)) return refuse('invalid')
  if (subjectOf(change.kind) === 'patron' && ask.purpose === undefined) return refuse('bulk_purpose_needed')
  const codes = ask.codes && distinct(ask.codes)
  const selected = subjectFor(change.kind).selected(
    ctx,
    { kind: change.kind, filters: ask.filters ?? {} },
    MOST_LINES + 1,
  )
  const branch = change.kind === 'item_branch' ? [ownBranchQuery(change.branch_id)] : []
  const done = await once<{ run_id: string }>(ctx, ask, {
    facts: codes ? branch : [countOf(selected), ...branch],
    decide: async (rows, tx) => {
      const count = codes ? codes.length : shaped(Count, rows[0]?.[0]).count
      if (count === 0) return refuse('bulk_nothing')
      if (count > MOST_LINES) return refuse('bulk_too_many', { most: MOST_LINES })
      if (branch.length > 0 && (rows.at(-1) ?? []).length === 0) return refuse('branch_not_yours')
      const [made = []] = await tx.more([insertRun(ctx, newRun(ask, count))])
      const { run_id } = shaped(NewRunId, made[0])
      const lines: Query = codes
        ? insertCodeLines(ctx, run_id, codes)
        : insertSelectedLines(ctx, run_id, selected)
      return { effects: [lines, soon(BULK_JOB)], answer: () => ({ run_id }) }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  const [rows = []] = await read(ctx, [runById(done.run_id)])
  return shownRun(shaped(Run, rows[0]))
}

const newRun = (ask: Ask, lines: number) => ({
  kind: ask.change.kind,
  change: ask.change,
  filters: ask.filters ?? null,
  reason: ask.reason.trim(),
  purpose: ask.purpose ?? null,
  state: 'preparing' as const,
  lines,
  closure_id: null,
})
