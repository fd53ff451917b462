import type { readCalendar } from '@kaft/contract/organisation'
import type { OkOf } from '@kaft/contract/operation'
import type { Day } from '@kaft/contract/values'
import { addMonths } from '../base/day.model.ts'
import { addDays } from '../base/dates.rules.ts'
import { type Hours, spansOf, type Weekday } from './hours.model.ts'

export type Exceptional = OkOf<typeof readCalendar>['rows'][number]
export type DayType = Exceptional['type']
export const dayTypes: readonly DayType[] = ['normaal', 'boetevrij', 'gesloten', 'vakantie']

/** 1 is Monday. */
export const weekdayOf = (day: Day): Weekday => {
  const sunday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return (sunday === 0 ? 7 : sunday) as Weekday
}
export const monthOf = (day: Day): string => day.slice(0, 7)

/** The weeks that a month touches, each from Monday to Sunday. */
export const weeksOf = (month: string): readonly (readonly Day[])[] => {
  const first = `${month}-01`
  const start = addDays(first, 1 - weekdayOf(first))
  const last = addDays(addMonths(first, 1), -1)
  const weeks: Day[][] = []
  for (let monday = start; monday <= last; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, n) => addDays(monday, n)))
  return weeks
}

/** Where a key moves to in the calendar; null for a key that moves nothing (ARIA grid pattern). */
export const stepFrom = (day: Day, key: string): Day | null => {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'Home':
      return addDays(day, 1 - weekdayOf(day))
    case 'End':
      return addDays(day, 7 - weekdayOf(day))
    case 'PageUp':
      return addMonths(day, -1)
    case 'PageDown':
      return addMonths(day, 1)
    default:
      return null
  }
}

/** Every day from one to the other, both included, whichever comes first. At most a year and a bit. */
export const daysBetween = (one: Day, other: Day): readonly Day[] => {
  const [from, to] = one <= other ? [one, other] : [other, one]
  const days: Day[] = []
  for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day)
  return days
}

/** What holds on a day: what was set for it, or what the weekday says. */
export type Holds =
  | { readonly kind: 'set'; readonly type: DayType; readonly note: string | null }
  | { readonly kind: 'open' }
  | { readonly kind: 'shut' }

export const holdsOn = (day: Day, hours: Hours, exceptions: readonly Exceptional[]): Holds => {
  const set = exceptions.find(one => one.on_day === day)
  if (set !== undefined) return { kind: 'set', type: set.type, note: set.note }
  return { kind: spansOf(hours, weekdayOf(day)).length > 0 ? 'open' : 'shut' }
}

/** A change of the calendar: days that are set, and days that follow the week again. */
export interface Change {
  readonly set: readonly Exceptional[]
  readonly clear: readonly Day[]
}

/**
 * What has to be sent so that these days hold what was chosen; `null` gives them back to the week. Days that hold it
 * already are left out.
 */
export const changeTo = (
  days: readonly Day[],
  choice: { readonly type: DayType; readonly note: string | null } | null,
  exceptions: readonly Exceptional[],
): Change => {
  const now = new Map(exceptions.map(one => [one.on_day, one]))
  if (choice === null) return { set: [], clear: days.filter(day => now.has(day)) }
  return {
    set: days
      .filter(day => now.get(day)?.type !== choice.type || now.get(day)?.note !== choice.note)
      .map(on_day => ({ on_day, ...choice })),
    clear: [],
  }
}

/** What takes a change back, from what held before it. */
export const inverseOf = (change: Change, before: readonly Exceptional[]): Change => {
  const was = new Map(before.map(one => [one.on_day, one]))
  const touched = [...change.set.map(one => one.on_day), ...change.clear]
  return {
    set: touched.flatMap(day => was.get(day) ?? []),
    clear: touched.filter(day => !was.has(day)),
  }
}
export const isNothing = (change: Change): boolean => change.set.length === 0 && change.clear.length === 0
