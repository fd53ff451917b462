import { addDays, addMonths, type Day } from '../../../base/dates.ts'

/** How long a loan counts for popularity: one year of months, the running one included. */
const KEPT = 12
/** A desk without connection tells what it did within a week (the bound of a desk command), so a month closes after it. */
const LATE_DAYS = 8

const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`

/** The months to count anew on a day, oldest first. */
export const monthsToCount = (today: Day): Day[] => [
  ...new Set([monthOf(addDays(today, -LATE_DAYS)), monthOf(today)]),
]

/** Those of the stored months that count no more on a day. */
export const monthsToForget = (today: Day, stored: readonly Day[]): Day[] => {
  const oldest = addMonths(monthOf(today), 1 - KEPT)
  return stored.filter(month => month < oldest)
}
