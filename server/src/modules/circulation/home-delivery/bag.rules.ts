import { addDays, type Day, daysBetween } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { type Calendar, nextOpenDay } from '../due/calendar.rules.ts'
import type { DueResult } from '../due/due.rules.ts'
import type { BagFacts } from './bag.store.ts'
import { isPaused, isRound, roundAfter, roundFor } from './rounds.rules.ts'

/** A bag as lending into it sees it. */
export interface Bag {
  readonly on: Day
  /** Null where the own library has no such route. */
  readonly facts: BagFacts | null
  /** When the reader had this title last, if they asked that it be kept. */
  readonly had_on: Day | null
}

const stopOf = (bag: Bag, patron_id: string) => bag.facts?.stops.find(s => s.patron_id === patron_id)

/** What speaks against putting something into this bag now, and what is told of it. */
export function bagFindings(bag: Bag | null, patron_id: string): Finding[] {
  if (!bag) return []
  const { facts, on, had_on } = bag
  const stop = stopOf(bag, patron_id)
  if (!facts || !stop || !isRound(facts, on)) return [{ code: 'home_no_round', weight: 'stop', about: {} }]
  if (isPaused(stop.pause, on))
    return [{ code: 'home_paused', weight: 'stop', about: { until: stop.pause?.until ?? null } }]
  if (facts.left) return [{ code: 'home_round_left', weight: 'stop', about: {} }]
  return had_on === null ? [] : [{ code: 'title_had_before', weight: 'info', about: { on: had_on } }]
}

/**
 * What is brought is fetched with the next round that does not pass the reader by: before that day nobody can give it back, so it is not due
 * sooner. Of a pause without an end nobody knows that day; then the next round counts.
 */
export function dueByRound(
  due: DueResult,
  bag: Bag | null,
  of: { readonly calendar: Calendar; readonly patron_id: string },
): DueResult {
  if (!due.ok || due.due_at !== null || !bag?.facts) return due
  const after = roundAfter(bag.facts, bag.on)
  const next = roundFor(bag.facts, stopOf(bag, of.patron_id)?.pause ?? null, after) ?? after
  const on = nextOpenDay(of.calendar, next) ?? next
  if (due.due_on >= on) return due
  const step = { code: 'home_round' as const, days: daysBetween(due.due_on, on), to: on }
  return { ...due, due_on: addDays(due.due_on, step.days), steps: [...due.steps, step] }
}
