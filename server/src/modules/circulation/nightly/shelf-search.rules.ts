import type { ReminderTerms } from '@kaft/contract/regulation'
import { addDays, type Day, daysBetween } from '../../../base/dates.ts'
import { type Calendar, nextOpenDay } from '../due/calendar.rules.ts'
import { reminderDays } from '../reminders/reminder-days.rules.ts'

/** How many days after the due day a message goes out that is worth a look on the shelf first. */
export interface Offset {
  readonly why: 'reminder' | 'invoice'
  readonly days: number
}

const ANY: Day = '2001-01-01'

/** The second reminder and the invoice: the first one has been sent by then, and the reader says it was returned. */
export function searchOffsets(terms: ReminderTerms): Offset[] {
  const { steps, invoice } = reminderDays(terms, ANY)
  const found: Offset[] = []
  const second = steps[1]
  if (second !== undefined) found.push({ why: 'reminder', days: daysBetween(ANY, second) })
  if (invoice !== null) found.push({ why: 'invoice', days: daysBetween(ANY, invoice) })
  return found
}

/** How far ahead a branch that is closed for long looks. */
const MOST_DAYS = 7

/**
 * The days of messages that staff who look today can still prevent: tomorrow's, and those of the closed days that
 * follow, since nobody is there to look on them.
 */
export function daysToSearchFor(calendar: Calendar, today: Day): Day[] {
  const tomorrow = addDays(today, 1)
  const open = nextOpenDay(calendar, tomorrow) ?? tomorrow
  const days: Day[] = []
  for (let day = tomorrow; day <= open && days.length < MOST_DAYS; day = addDays(day, 1)) days.push(day)
  return days
}
