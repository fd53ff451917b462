import type { DueStepCode, Period, ResolvedValues } from '@kaft/contract/regulation'
import { addDays, type Day, daysBetween, earliestDay, isDay, latestDay } from '../../../base/dates.ts'
import { type Calendar, moveToDueDay, moveToSameWeekday, previousOpenDay } from './calendar.rules.ts'
import { dueByTheHour } from './hours.rules.ts'

/** One step towards the due day, in order: what moved it, how far, and where it then stood. */
export interface DueStep {
  readonly code: DueStepCode
  readonly days: number
  readonly to: Day
}

export type DueResult =
  | {
      readonly ok: true
      readonly due_on: Day
      /** The moment, for a period in hours; null is the end of the day. */
      readonly due_at: string | null
      readonly steps: readonly DueStep[]
    }
  | { readonly ok: false; readonly code: 'no_calendar'; readonly branch_id: string }

type Closed = ResolvedValues['due_on_closed']

export interface DueAsk {
  /** The day from which the period counts. */
  readonly start: Day
  /** The moment from which a period in hours counts. */
  readonly start_at?: string | null
  /** The day of the action, where it is not `start`: a membership that ended before it caps nothing. */
  readonly today?: Day
  readonly period: Period
  /** The calendar of the branch where it must come back, or `ignored` where closing days do not matter. */
  readonly calendar: Calendar | 'ignored'
  /** How a due day leaves a closed day; to the next open day unless said otherwise. */
  readonly due_on_closed?: Closed
  /** Last day of the membership. When it lies in the past, whoever allowed the loan has allowed that too. */
  readonly cap?: Day | null
  /** Due on this day in place of the period, as long as it lies after `start`; `MM-DD` is the next such day. */
  readonly fixed_due_on?: string | null
  /** The whole loan lasts at most so many days from that day on. */
  readonly max_total?: { readonly from: Day; readonly days: number } | null
}

/** The fixed day itself; one that comes back each year is the first after `start`, 29 February at the month's end. */
const fixedDay = (fixed: string, start: Day): Day => {
  if (fixed.length > 5) return fixed
  const inYear = (year: number): Day => {
    const day = `${year}-${fixed}`
    return isDay(day) ? day : `${year}-02-28`
  }
  const year = Number(start.slice(0, 4))
  return inYear(year) > start ? inYear(year) : inYear(year + 1)
}

const daysOf = ({ n, unit }: Period): number => (unit === 'weeks' ? n * 7 : n)

const first = ({ start, period, fixed_due_on }: DueAsk): DueStep[] => {
  const fixed = fixed_due_on ? fixedDay(fixed_due_on, start) : null
  if (fixed && fixed > start) return [{ code: 'fixed', days: daysBetween(start, fixed), to: fixed }]
  const days = daysOf(period)
  const step: DueStep = { code: 'period', days, to: addDays(start, days) }
  return fixed ? [{ code: 'fixed_past', days: 0, to: start }, step] : [step]
}

/** The steps off closed days; null when the branch opens on no day. */
const offClosed = (calendar: Calendar, { due_on_closed, period }: DueAsk, day: Day): DueStep[] | null =>
  due_on_closed === 'same_weekday' && daysOf(period) % 7 === 0
    ? moveToSameWeekday(calendar, day)
    : moveToDueDay(calendar, day)

/**
 * The day on which a loan is due, at the end of that day in Brussels, or the moment where the period is in hours.
 * In order: the period or the fixed date; the maximum total term; the calendar, which moves it later; the end of
 * the membership, which moves it back to an open day. A closed day never shortens a term, so the calendar may pass
 * the maximum total term.
 * @returns the day with every step, or `no_calendar` when the branch opens on no day within three years.
 */
export const dueDay = (ask: DueAsk): DueResult => {
  const calendar = ask.due_on_closed === 'ignored' ? 'ignored' : ask.calendar
  const hourly = ask.period.unit === 'hours' && !ask.fixed_due_on ? dueByTheHour(ask, calendar) : null
  if (hourly?.ok === false) return hourly
  const steps = hourly ? [...hourly.steps] : first(ask)
  const standsAt = (): Day => steps.at(-1)?.to ?? ask.start
  const move = (code: DueStepCode, to: Day): void => {
    if (to !== standsAt()) steps.push({ code, days: daysBetween(standsAt(), to), to })
  }
  const { cap, max_total: total, today = ask.start } = ask
  if (total) move('max_total', latestDay(today, earliestDay(standsAt(), addDays(total.from, total.days))))
  if (calendar !== 'ignored' && !hourly) {
    const moves = offClosed(calendar, ask, standsAt())
    if (moves === null) return { ok: false, code: 'no_calendar', branch_id: calendar.branch_id }
    steps.push(...moves)
  }
  if (cap && cap >= today && cap < standsAt()) {
    const open = calendar === 'ignored' ? cap : previousOpenDay(calendar, cap)
    move('membership_end', latestDay(today, open ?? cap))
  }
  const due_on = standsAt()
  return { ok: true, due_on, due_at: hourly?.due_on === due_on ? hourly.due_at : null, steps }
}

/** What a due day follows from; the last two hold as the house does unless they are given. */
type LoanTerms = Pick<ResolvedValues, 'fixed_due_on' | 'max_total_days'> &
  Partial<Pick<ResolvedValues, 'due_on_closed' | 'cap_at_membership_end'>> & { readonly period: Period }

interface Moment {
  readonly today: Day
  /** Now, for a period in hours. */
  readonly now?: string
  readonly calendar: Calendar | 'ignored'
  readonly membership_ends_on: Day | null
}
const sharedOf = (terms: LoanTerms, at: Moment) => ({
  calendar: at.calendar,
  due_on_closed: terms.due_on_closed ?? 'next_open_day',
  cap: terms.cap_at_membership_end === false ? null : at.membership_ends_on,
  fixed_due_on: terms.fixed_due_on,
})

/** When a loan that begins today is due. */
export const loanDue = (terms: LoanTerms, at: Moment): DueResult =>
  dueDay({
    ...sharedOf(terms, at),
    start: at.today,
    start_at: at.now ?? null,
    period: terms.period,
    max_total: terms.max_total_days === null ? null : { from: at.today, days: terms.max_total_days },
  })

type RenewalTerms = LoanTerms & Pick<ResolvedValues, 'renewal_period' | 'renewal_from'>

/**
 * When a renewed loan is due. An open renewal period is the lending period; 0 is a period like any other. A day
 * that is not later than the present one is for the decision to refuse; this only counts.
 */
export const renewalDue = (
  terms: RenewalTerms,
  at: Moment & { readonly lent_on: Day; readonly due_on: Day; readonly due_at?: string | null },
): DueResult =>
  dueDay({
    ...sharedOf(terms, at),
    start: terms.renewal_from === 'due' ? at.due_on : at.today,
    start_at: (terms.renewal_from === 'due' ? at.due_at : null) ?? at.now ?? null,
    today: at.today,
    period: terms.renewal_period ?? terms.period,
    max_total: terms.max_total_days === null ? null : { from: at.lent_on, days: terms.max_total_days },
  })
