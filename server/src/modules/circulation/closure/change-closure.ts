import type { Closure } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf, isDay } from '../../../base/dates.ts'
import { soon } from '../../../base/job.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import {
  type BranchDay,
  clearBranchDays,
  configure,
  daysOfBranches,
  setBranchDays,
} from '../../organisation/index.ts'
import { lockRunsOfClosure, rollBackRuns, Run, stopUnstarted } from '../bulk/run.store.ts'
import { BULK_JOB } from '../bulk/shown.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { rulebookFor } from '../rulebook/rulebook.ts'
import { makeRuns, rowsOf, shapedDays } from './apply-closure.ts'
import { ClosureRow, lockClosure, markUndone, moveEnd } from './closure.store.ts'
import { readClosure } from './read-closures.ts'

type Said = Promise<Closure | Refusal | RefusedByRules>
const keyOf = (day: Pick<BranchDay, 'branch_id' | 'on_day'>): string => `${day.branch_id} ${day.on_day}`

/** Days back as they were, but for those that somebody has set to something else since. */
function backAsBefore(closure: ClosureRow, now: readonly BranchDay[], from: string): Query[] {
  const ours = now.filter(day => day.on_day >= from && day.type === closure.type)
  const mine = new Set(ours.map(keyOf))
  return [
    clearBranchDays(ours),
    setBranchDays(closure.days_before.filter(day => day.on_day >= from && mine.has(keyOf(day)))),
  ]
}

/** Undoes a closure: the calendar at once, and then the dates, the last that moved first. */
export async function undoClosure(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly closure_id: string },
): Said {
  const { closure_id } = ask
  const done = await configure<{ closure_id: string }>(ctx, ask, {
    facts: [lockClosure(closure_id), lockRunsOfClosure(closure_id)],
    decide: async ([rows = [], runRows = []], tx) => {
      const closure = oneOf(ClosureRow, rows)
      if (!closure) return refuse('not_found')
      if (closure.state === 'undone') return refuse('closure_undone')
      const runs = allOf(Run, runRows)
      const late = runs.find(run => run.undo_until !== null && run.undo_until < dayOf(ctx.now))
      if (late) return refuse('bulk_too_late', { until: late.undo_until })
      const { branch_ids, from_on: from, until_on: until } = closure
      const [days = []] = await tx.more([daysOfBranches(branch_ids, { from, until })])
      const moved = runs.filter(run => run.state === 'running' || run.state === 'done')
      return {
        effects: [
          ...backAsBefore(closure, shapedDays(days), from),
          stopUnstarted(ctx, closure_id),
          rollBackRuns(
            ctx,
            moved.map(run => run.run_id),
          ),
          markUndone(ctx, closure_id),
          soon(BULK_JOB),
        ],
        change: { subject: closure_id, before: { state: 'applied' }, after: { state: 'undone' } },
        answer: { closure_id },
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readClosure(ctx, done.closure_id)
}

/**
 * Another last day. Longer: the new days are set, and dates that fall on them move, those that moved before
 * included. Shorter: the days are as they were; who was promised a later date keeps it.
 */
export async function changeClosureEnd(
  ctx: StaffCtx,
  ask: { readonly command_id: string; readonly closure_id: string; readonly until_on: string },
): Said {
  const { closure_id, until_on } = ask
  const today = dayOf(ctx.now)
  if (!isDay(until_on)) return refuse('invalid')
  if (until_on < today) return refuse('closure_past')
  const { library_id } = ctx.actor
  const done = await configure<{ closure_id: string }>(ctx, ask, {
    facts: [lockClosure(closure_id), epochQuery(library_id)],
    decide: async ([rows = [], epochs = []], tx) => {
      const closure = oneOf(ClosureRow, rows)
      if (!closure) return refuse('not_found')
      if (closure.state === 'undone') return refuse('closure_undone')
      if (until_on < closure.from_on || addDays(closure.from_on, 400) < until_on) return refuse('invalid')
      const longer = until_on > closure.until_on
      const from = addDays(longer ? closure.until_on : until_on, 1)
      const until = longer ? until_on : closure.until_on
      const [days = []] = await tx.more([daysOfBranches(closure.branch_ids, { from, until })])
      const known = shapedDays(days)
      const { epoch } = shaped(EpochRow, epochs[0])
      const { calendars } = await rulebookFor(ctx, tx, { library_id, epoch })
      const effects = longer
        ? [setBranchDays(rowsOf({ ...closure, from_on: from, until_on }, calendars))]
        : backAsBefore(closure, known, from)
      const kept = closure.days_before.filter(day => day.on_day <= until_on)
      if (longer) await makeRuns(ctx, tx, { ...closure, until_on })
      return {
        effects: [
          ...effects,
          soon(BULK_JOB),
          moveEnd(closure_id, { until_on, days_before: longer ? [...kept, ...known] : kept }),
        ],
        change: { subject: closure_id, before: { until_on: closure.until_on }, after: { until_on } },
        answer: { closure_id },
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readClosure(ctx, done.closure_id)
}
