import { addDays, type Day, weekdayOf } from '../../../base/dates.ts'
import { type Calendar, isOpen, nextOpenDay } from '../due/calendar.rules.ts'

/** Until when something may wait: a day, or a day with the hour `YYYY-MM-DD HH:MM`. */
export type Until = string

/** The end of the next opening from a day on: when the last colleague who can still do it goes home. */
export function closingFrom(calendar: Calendar | null, from: Day): Until | null {
  const day = calendar && nextOpenDay(calendar, from)
  if (!calendar || !day) return null
  const closes = calendar.weekly[weekdayOf(day)]
    .map(opening => opening.closes)
    .toSorted()
    .at(-1)
  return closes === undefined ? day : `${day} ${closes}`
}

/** Work of today: somebody waits for it, so it is done before the doors close; on a closed day by the next opening. */
export const today = (calendar: Calendar | null, day: Day): Until | null => closingFrom(calendar, day)

/** What nobody waits for at this moment may lie until the next opening has ended. */
export const nextOpening = (calendar: Calendar | null, day: Day): Until | null =>
  closingFrom(calendar, addDays(day, 1))

/** Before a message goes out in the early morning: the last opening before that day; today when there is none. */
export function before(calendar: Calendar | null, day: Day, message_on: Day): Until | null {
  if (!calendar) return null
  for (let last = addDays(message_on, -1); last >= day; last = addDays(last, -1))
    if (isOpen(calendar, last)) return closingFrom(calendar, last)
  return day
}
