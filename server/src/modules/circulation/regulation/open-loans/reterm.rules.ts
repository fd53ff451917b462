import type { OpenLoans, RegulationTrace } from '@kaft/contract'
import {
  addDays,
  ageOn,
  type Day,
  daysBetween,
  earliestDay,
  latestDay,
  type PartialDay,
} from '../../../../base/dates.ts'
import type { Calendar } from '../../due/calendar.rules.ts'
import { type DueResult, loanDue, renewalDue } from '../../due/due.rules.ts'
import type { CompiledRegulation } from '../compile.rules.ts'
import { type RegulationQuery, type Resolved, resolve } from '../resolve.rules.ts'
import { traceOf } from '../trace.rules.ts'

/** An open loan as far as its terms hang on it. */
export interface OpenLoan {
  readonly branch_id: string
  readonly item_type: string
  readonly shelf: string | null
  readonly acquired_on: Day | null
  readonly membership_type: string
  readonly birth_on: PartialDay | null
  readonly member_until: Day | null
  readonly lent_on: Day
  /** The day of the last renewal; null where it was never renewed. */
  readonly renewed_on: Day | null
  readonly due_on: Day
  /** Lent by the hour: such a loan ends today or tomorrow, and keeps its terms. */
  readonly hourly: boolean
}

/** New terms for a loan that is open. */
export interface Retermed {
  readonly due_on: Day
  readonly resolved: Resolved
  readonly trace: RegulationTrace
}

/** A reader keeps at least so long, whatever the new terms say: nobody can bring back by a day that they never heard of. */
export const NOTICE_DAYS = 7

const queryOf = (loan: OpenLoan, start: Day): RegulationQuery => ({
  branch_id: loan.branch_id,
  membership_type: loan.membership_type,
  age: loan.birth_on === null ? null : ageOn(loan.birth_on, start),
  item_type: loan.item_type,
  shelf: loan.shelf,
  item_age_days: loan.acquired_on === null ? null : Math.max(0, daysBetween(loan.acquired_on, start)),
  action: loan.renewed_on === null ? 'loan' : 'renewal',
  on: start,
})

function dueOf(loan: OpenLoan, resolved: Resolved, at: { start: Day; calendar: Calendar }): DueResult | null {
  const { values } = resolved
  const { period } = values
  if (!values.loanable || period === null || period.unit === 'hours') return null
  const moment = { today: at.start, calendar: at.calendar, membership_ends_on: loan.member_until }
  // Where a renewal counted from the former due day, that day is gone; it counts from the day of renewing.
  return loan.renewed_on === null
    ? loanDue({ ...values, period }, moment)
    : renewalDue({ ...values, period }, { ...moment, lent_on: loan.lent_on, due_on: at.start })
}

/**
 * What a new version makes of a loan that is open: the terms as if it had been lent, or last renewed, under it. Null
 * where it keeps what it has: the new terms lend no such thing, or give no longer and only that is wanted. A due day
 * never moves to an earlier day than a week from today, and one that has passed never moves earlier at all.
 */
export function reterm(
  compiled: CompiledRegulation,
  loan: OpenLoan,
  at: { readonly mode: OpenLoans; readonly calendar: Calendar | null; readonly today: Day },
): Retermed | null {
  if (at.mode === 'keep' || !at.calendar || loan.hourly) return null
  const start = loan.renewed_on ?? loan.lent_on
  const resolved = resolve(compiled, queryOf(loan, start))
  const due = dueOf(loan, resolved, { start, calendar: at.calendar })
  if (!due?.ok) return null
  const floor = earliestDay(loan.due_on, addDays(at.today, NOTICE_DAYS))
  const due_on = latestDay(due.due_on, floor)
  if (at.mode === 'longer' && due_on <= loan.due_on) return null
  return { due_on, resolved, trace: traceOf(compiled, resolved, due.steps) }
}
