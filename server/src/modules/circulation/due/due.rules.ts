import type { DueStepCode, Period, ResolvedValues } from '@kaft/contract/regulation'
import { addDays, type Day, daysBetween, earliestDay, latestDay } from '../../../base/dates.ts'
import { type Calendar, moveToDueDay, previousOpenDay } from './calendar.rules.ts'

/** One step towards the due day, in order: what moved it, how far, and where it then stood. */
export interface DueStep {
  readonly code: DueStepCode
  readonly days: number
  readonly to: Day
}

export type DueResult =
  | { readonly ok: true; readonly due_on: Day; readonly steps: readonly DueStep[] }
  | { readonly ok: false; readonly code: 'no_calendar'; readonly branch_id: string }

export interface DueAsk {
  /** The day from which the period counts. */
  readonly start: Day
  /** The day of the action, where it is not `start`: a membership that ended before it caps nothing. */
  readonly today?: Day
  readonly period: Period
  /** The calendar of the branch where it must come back, or `ignored` where closing days do not matter. */
  readonly calendar: Calendar | 'ignored'
  /** Last day of the membership. When it lies in the past, whoever allowed the loan has allowed that too. */
  readonly cap?: Day | null
  /** Due on this day in place of the period, as long as it lies after `start`. */
  readonly fixed_due_on?: Day | null
  /** The whole loan lasts at most so many days from that day on. */
  readonly max_total?: { readonly from: Day; readonly days: number } | null
}

const first = ({ start, period, fixed_due_on: fixed }: DueAsk): DueStep[] => {
  if (fixed && fixed > start) return [{ code: 'fixed', days: daysBetween(start, fixed), to: fixed }]
  const days = period.unit === 'weeks' ? period.n * 7 : period.n
  const step: DueStep = { code: 'period', days, to: addDays(start, days) }
  return fixed ? [{ code: 'fixed_past', days: 0, to: start }, step] : [step]
}

/**
 * The day on which a loan is due, at the end of that day in Brussels. In order: the period or the fixed date;
 * the maximum total term; the calendar, which moves it later; the end of the membership, which moves it back to
 * an open day. A closed day never shortens a term, so the calendar may pass the maximum total term.
 * @returns the day with every step, or `no_calendar` when the branch opens on no day within three years.
 */
export const dueDay = (ask: DueAsk): DueResult => {
  const steps = first(ask)
  const standsAt = (): Day => steps.at(-1)?.to ?? ask.start
  const move = (code: DueStepCode, to: Day): void => {
    if (to !== standsAt()) steps.push({ code, days: daysBetween(standsAt(), to), to })
  }
  const { calendar, cap, max_total: total, today = ask.start } = ask
  if (total) move('max_total', latestDay(today, earliestDay(standsAt(), addDays(total.from, total.days))))
  if (calendar !== 'ignored') {
    const moves = moveToDueDay(calendar, standsAt())
    if (moves === null) return { ok: false, code: 'no_calendar', branch_id: calendar.branch_id }
    steps.push(...moves)
  }
  if (cap && cap >= today && cap < standsAt()) {
    const open = calendar === 'ignored' ? cap : previousOpenDay(calendar, cap)
    move('membership_end', latestDay(today, open ?? cap))
  }
  return { ok: true, due_on: standsAt(), steps }
}

type LoanTerms = Pick<ResolvedValues, 'fixed_due_on' | 'max_total_days'> & { readonly period: Period }

/** When a loan that begins today is due. */
export const loanDue = (
  terms: LoanTerms,
  at: {
    readonly today: Day
    readonly calendar: Calendar | 'ignored'
    readonly membership_ends_on: Day | null
  },
): DueResult =>
  dueDay({
    start: at.today,
    period: terms.period,
    calendar: at.calendar,
    cap: at.membership_ends_on,
    fixed_due_on: terms.fixed_due_on,
    max_total: terms.max_total_days === null ? null : { from: at.today, days: terms.max_total_days },
  })

type RenewalTerms = LoanTerms & Pick<ResolvedValues, 'renewal_period' | 'renewal_from'>

/**
 * When a renewed loan is due. An open renewal period is the lending period; 0 is a period like any other. A day
 * that is not later than the present one is for the decision to refuse; this only counts.
 */
export const renewalDue = (
  terms: RenewalTerms,
  at: {
    readonly today: Day
    readonly lent_on: Day
    readonly due_on: Day
    readonly calendar: Calendar | 'ignored'
    readonly membership_ends_on: Day | null
  },
): DueResult =>
  dueDay({
    start: terms.renewal_from === 'due' ? at.due_on : at.today,
    today: at.today,
    period: terms.renewal_period ?? terms.period,
    calendar: at.calendar,
    cap: at.membership_ends_on,
    fixed_due_on: terms.fixed_due_on,
    max_total: terms.max_total_days === null ? null : { from: at.lent_on, days: terms.max_total_days },
  })
