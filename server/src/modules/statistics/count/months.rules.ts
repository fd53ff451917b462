import { addDays, addMonths, type Day, earliestDay, latestDay } from '../../../base/dates.ts'

/** What a desk did without a connection comes in so many days late at the most. */
const LATE_DAYS = 12
/** What was there before Kaft counted anything is counted five years back. */
const BACK_MONTHS = 60

export const monthOf = (day: Day): Day => `${day.slice(0, 8)}01`

/** The last month of which nothing comes in any more. */
export const settledMonth = (today: Day): Day => addMonths(monthOf(addDays(today, -LATE_DAYS)), -1)

/** The months that a night counts, oldest first: what is not settled, with what it has not counted yet. */
export function monthsToCount(
  today: Day,
  at: { readonly settled_until: Day | null; readonly first_month: Day | null },
): Day[] {
  const running = monthOf(today)
  const oldest = addMonths(running, -BACK_MONTHS)
  const from =
    at.settled_until === null
      ? latestDay(oldest, earliestDay(at.first_month ?? running, running))
      : addMonths(at.settled_until, 1)
  const months: Day[] = []
  for (let month = from; month <= running; month = addMonths(month, 1)) months.push(month)
  return months
}
