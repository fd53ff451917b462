import type { ResolvedValues } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import { bookDropDay, type Calendar } from '../due/calendar.rules.ts'

/** The day that counts for what lay in the book drop, and the words of the regulation that it comes from. */
export interface Proposal {
  readonly on: Day
  readonly because: ResolvedValues['book_drop']
}

export function proposedDay(
  because: ResolvedValues['book_drop'],
  calendar: Calendar,
  today: Day,
): Proposal | null {
  const on = bookDropDay(calendar, because, today)
  return on ? { on, because } : null
}

/** The day that counts: the asked one when it lies behind, the proposal also when it lies ahead, otherwise today. */
export const countingDay = (asked: Day | undefined, today: Day, proposal: () => Proposal | null): Day => {
  if (asked === undefined || asked === today) return today
  if (asked < today) return asked
  return proposal()?.on === asked ? asked : today
}
