import type { DueStepCode, Period } from '@kaft/contract/regulation'
import { type Day, dayOf, daysBetween, momentOn, timeOf } from '../../../base/dates.ts'
import { type Calendar, isOpen, nextOpening, openingsOn } from './calendar.rules.ts'

interface HourAsk {
  readonly start: Day
  readonly start_at?: string | null
  readonly period: Period
}
type HourDue =
  | {
      readonly ok: true
      readonly due_on: Day
      readonly due_at: string
      readonly steps: { readonly code: DueStepCode; readonly days: number; readonly to: Day }[]
    }
  | { readonly ok: false; readonly code: 'no_calendar'; readonly branch_id: string }

/** Whether something can be brought back then. A day that is open without hours being known is open at any of them. */
const opensAt = (calendar: Calendar, day: Day, time: string): boolean => {
  const openings = openingsOn(calendar, day)
  return (
    isOpen(calendar, day) &&
    (openings.length === 0 || openings.some(({ opens, closes }) => opens <= time && time <= closes))
  )
}

/**
 * When something that is lent for hours is due: so many hours of the clock later, and where the branch is not open
 * then, at the beginning of its next opening. Hours that nobody entered are never made up.
 */
export const dueByTheHour = (ask: HourAsk, calendar: Calendar | 'ignored'): HourDue => {
  const start = Temporal.Instant.from(ask.start_at ?? momentOn(ask.start, '00:00'))
  const at = start.add({ hours: ask.period.n })
  const day = dayOf(at)
  const began = dayOf(start)
  const period = { code: 'period' as const, days: daysBetween(began, day), to: day }
  if (calendar === 'ignored' || opensAt(calendar, day, timeOf(at)))
    return { ok: true, due_on: day, due_at: at.toString(), steps: [period] }
  const opening = nextOpening(calendar, day, timeOf(at))
  if (!opening) return { ok: false, code: 'no_calendar', branch_id: calendar.branch_id }
  return {
    ok: true,
    due_on: opening.day,
    due_at: momentOn(opening.day, opening.opens).toString(),
    steps: [period, { code: 'opening', days: daysBetween(day, opening.day), to: opening.day }],
  }
}
