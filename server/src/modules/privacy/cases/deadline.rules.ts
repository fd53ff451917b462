import { addDays, addMonths, type Day, daysBetween } from '../../../base/dates.ts'
import { workingDayFrom } from './holidays.rules.ts'

/** What the term of a request hangs on. */
export interface Term {
  readonly received_on: Day
  readonly extended_on: Day | null
  /** Who it is was asked, and shown: the days between do not count against the controller (EDPB guidelines 01/2022, §157). */
  readonly identity_asked_on: Day | null
  readonly identity_on: Day | null
}

/** One month, and two more once it was lengthened (AVG art. 12(3)). */
const months = (term: Term): number => (term.extended_on === null ? 1 : 3)

/**
 * The day that we keep to: the same day of the month, or the month's last one (Regulation 1182/71, art. 3(2)(c)); working
 * day or not, and whether or not something was asked meanwhile.
 */
export const strictDay = (term: Term): Day => addMonths(term.received_on, months(term))

/** Days during which who it is was asked and not shown; they run on until today. */
export const daysWaited = (term: Term, today: Day): number =>
  term.identity_asked_on === null
    ? 0
    : Math.max(0, daysBetween(term.identity_asked_on, term.identity_on ?? today))

/** The last day by the law: what was waited for is added, and a Saturday, Sunday or holiday gives the next working day. */
export const legalDay = (term: Term, today: Day): Day =>
  workingDayFrom(addDays(strictDay(term), daysWaited(term, today)))

/** Until when the term can be lengthened: inside the first month (AVG art. 12(3)), counted as strictly as the term. */
export const extendUntil = (term: Term): Day | null =>
  term.extended_on === null ? addMonths(term.received_on, 1) : null

/** How a term looks on a day. */
export const termState = (
  term: Term,
  at: { readonly today: Day; readonly closed: boolean },
): 'quiet' | 'ten_days' | 'three_days' | 'late' | 'waits' | 'closed' => {
  if (at.closed) return 'closed'
  const left = daysBetween(at.today, strictDay(term))
  if (legalDay(term, at.today) < at.today) return 'late'
  if (term.identity_asked_on !== null && term.identity_on === null) return 'waits'
  if (left <= 3) return 'three_days'
  return left <= 10 ? 'ten_days' : 'quiet'
}
