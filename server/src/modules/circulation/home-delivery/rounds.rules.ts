import type { HomePause } from '@kaft/contract'
import { addDays, type Day, daysBetween } from '../../../base/dates.ts'

/** When the rounds of a route are: a first day, and so many weeks from one to the next. */
export interface Rhythm {
  readonly first_on: Day
  readonly weeks: number
}
const stepOf = ({ weeks }: Rhythm): number => weeks * 7

/** Whether there is a round on that day. */
export const isRound = (of: Rhythm, on: Day): boolean =>
  on >= of.first_on && daysBetween(of.first_on, on) % stepOf(of) === 0

/** The round on that day or the first one after it. */
export const roundFrom = (of: Rhythm, day: Day): Day => {
  if (day <= of.first_on) return of.first_on
  const past = daysBetween(of.first_on, day) % stepOf(of)
  return past === 0 ? day : addDays(day, stepOf(of) - past)
}
export const roundAfter = (of: Rhythm, on: Day): Day => addDays(on, stepOf(of))
export const roundBefore = (of: Rhythm, on: Day): Day | null =>
  on > of.first_on ? addDays(on, -stepOf(of)) : null

/** Whether a round on that day passes a reader by. */
export const isPaused = (pause: HomePause | null, on: Day): boolean =>
  pause !== null && on >= pause.from && (pause.until === null || on <= pause.until)

/** The first round on or after a day that does not pass the reader by; null where their pause has no end. */
export const roundFor = (of: Rhythm, pause: HomePause | null, day: Day): Day | null => {
  const on = roundFrom(of, day)
  if (pause === null || !isPaused(pause, on)) return on
  return pause.until === null ? null : roundFrom(of, addDays(pause.until, 1))
}

/** The paper of a round is given from two weeks before it until a week after. */
const PAPER_BEFORE = 14
const PAPER_AFTER = 7
export const paperUntil = (on: Day): Day => addDays(on, PAPER_AFTER)
export const paperGiven = (on: Day, today: Day): boolean =>
  today <= paperUntil(on) && today >= addDays(on, -PAPER_BEFORE)
