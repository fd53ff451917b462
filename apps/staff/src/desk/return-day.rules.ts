import type { OkOf } from '@kaft/contract/operation'
import type { readCalendar, listBranches } from '@kaft/contract/organisation'
import { addDays } from '../base/dates.rules.ts'

type Exceptions = OkOf<typeof readCalendar>['rows']
type Hours = OkOf<typeof listBranches>['rows'][number]['hours']

/** 1 is Monday, as the branch hours count. */
const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7

/** Whether a branch is open on a day: an exceptional day says so itself, any other day has hours or not. */
export const isOpenDay = (day: string, hours: Hours, exceptions: Exceptions): boolean => {
  const exception = exceptions.find(one => one.on_day === day)
  if (exception !== undefined) return exception.type === 'normaal' || exception.type === 'boetevrij'
  return hours.some(one => one.weekday === weekdayOf(day))
}

/** How far the calendar is searched for an open day; a branch that is shut for longer gets no offer. */
const farthest = 60

const search = (from: string, step: 1 | -1, hours: Hours, exceptions: Exceptions): string | null => {
  for (let n = 1; n <= farthest; n++) {
    const day = addDays(from, n * step)
    if (isOpenDay(day, hours, exceptions)) return day
  }
  return null
}

/** The last open day before today: what lies in the book drop came back no later than that, says the regulation. */
export const previousOpening = (today: string, hours: Hours, exceptions: Exceptions): string | null =>
  search(today, -1, hours, exceptions)

/** Where the calendar has to be read from, so that every searched day is known. */
export const calendarFrom = (today: string): string => addDays(today, -farthest)
