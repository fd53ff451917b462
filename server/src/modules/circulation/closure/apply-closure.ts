import type { BodyOf, applyClosure as applyOp, Closure, ClosurePlan } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import type { Tx } from '../../../base/tx.ts'
import {
  type BranchDay,
  branchesOf,
  configure,
  daysOfBranches,
  setBranchDays,
} from '../../organisation/index.ts'
import { Count, countOf, insertSelectedLines } from '../bulk/lines.store.ts'
import { insertRun, NewRunId } from '../bulk/run.store.ts'
import { BULK_JOB } from '../bulk/shown.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { changeOf, daysToSet } from './closure.rules.ts'
import { ClosureRow, holdsIn, insertClosure, loansIn, NewClosure } from './closure.store.ts'
import { planRefusal } from './preview-closure.ts'
import { readClosure } from './read-closures.ts'

const Days = ClosureRow.properties.days_before

/** The days of a plan as rows of the calendar. */
export const rowsOf = (
  plan: ClosurePlan & { readonly reason: string },
  calendars: ReadonlyMap<string, Calendar>,
): BranchDay[] =>
  plan.branch_ids.flatMap(branch_id => {
    const calendar = calendars.get(branch_id)
    const days = calendar ? daysToSet(calendar, plan) : []
    return days.map(on_day => ({ branch_id, on_day, type: plan.type, note: plan.reason }))
  })

/** Makes the runs that move the dates of a period, with their rows; a period without any needs none. */
export async function makeRuns(
  ctx: StaffCtx,
  tx: Tx,
  of: ClosurePlan & { readonly closure_id: string; readonly reason: string },
): Promise<void> {
  const window = { branch_ids: of.branch_ids, from: of.from_on, until: of.until_on }
  const loans = changeOf(of)
  const plans: { change: { kind: string }; selected: Query }[] = [
    ...(loans ? [{ change: loans, selected: loansIn(window) }] : []),
    ...(of.type === 'boetevrij' ? [] : [{ change: { kind: 'hold_off_closed' }, selected: holdsIn(window) }]),
  ]
  for (const { change, selected } of plans) {
    const [counted = []] = await tx.more([countOf(selected)])
    const { count } = shaped(Count, counted[0])
    if (count === 0) continue
    const [made = []] = await tx.more([
      insertRun(ctx, {
        kind: change.kind,
        change,
        filters: null,
        reason: of.reason,
        purpose: null,
        state: 'preparing',
        lines: count,
        closure_id: of.closure_id,
      }),
    ])
    await tx.more([insertSelectedLines(ctx, shaped(NewRunId, made[0]).run_id, selected)])
  }
}

/**
 * Sets the days and begins to move what falls on them: one action, with its runs, that is undone as one. New loans
 * follow the new calendar from this moment; those that move do so in batches, and the desks go on.
 */
export async function applyClosure(
  ctx: StaffCtx,
  ask: BodyOf<typeof applyOp>,
): Promise<Closure | Refusal | RefusedByRules> {
  const plan = { ...ask, reason: ask.reason.trim() }
  const wrong = planRefusal(plan, dayOf(ctx.now))
  if (wrong) return wrong
  const { branch_ids, from_on: from, until_on: until, type } = plan
  const { library_id } = ctx.actor
  const done = await configure<{ closure_id: string }>(ctx, ask, {
    facts: [
      branchesOf(library_id, branch_ids),
      daysOfBranches(branch_ids, { from, until }),
      epochQuery(library_id),
    ],
    decide: async ([own = [], days = [], epochs = []], tx) => {
      if (own.length < branch_ids.length) return refuse('branch_not_yours')
      const days_before = shaped(Days, days)
      const { epoch } = shaped(EpochRow, epochs[0])
      const { calendars } = await rulebookFor(ctx, tx, { library_id, epoch })
      const [made = []] = await tx.more([insertClosure(ctx, { ...plan, days_before })])
      const { closure_id } = shaped(NewClosure, made[0])
      await makeRuns(ctx, tx, { ...plan, closure_id })
      return {
        effects: [setBranchDays(rowsOf(plan, calendars)), soon(BULK_JOB)],
        change: {
          subject: closure_id,
          before: null,
          after: { type, from_on: from, until_on: until, branch_ids },
        },
        answer: { closure_id },
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readClosure(ctx, done.closure_id)
}

/** Rows of a calendar, checked. */
export const shapedDays = (rows: readonly unknown[]): BranchDay[] => allOf(Days.items, rows)
