import { addDays, type Day, daysBetween } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import { type Calendar, nextOpenDay } from '../due/calendar.rules.ts'
import type { DueResult } from '../due/due.rules.ts'
import type { BagFacts } from './bag.store.ts'
import { isRound, roundAfter } from './rounds.rules.ts'

/** A bag as lending into it sees it. */
export interface Bag {
  readonly on: Day
  /** Null where the own library has no such route. */
  readonly facts: BagFacts | null
  /** When the reader had this title last, if they asked that it be kept. */
  readonly had_on: Day | null
}

/** What speaks against putting something into this bag now, and what is told of it. */
export function bagFindings(bag: Bag | null, patron_id: string): Finding[] {
  if (!bag) return []
  const { facts, on, had_on } = bag
  if (!facts?.patron_ids.includes(patron_id) || !isRound(facts, on))
    return [{ code: 'home_no_round', weight: 'stop', about: {} }]
  if (facts.left) return [{ code: 'home_round_left', weight: 'stop', about: {} }]
  return had_on === null ? [] : [{ code: 'title_had_before', weight: 'info', about: { on: had_on } }]
}

/** What is brought is fetched with the next round: before that day nobody can give it back, so it is not due sooner. */
export function dueByRound(due: DueResult, bag: Bag | null, calendar: Calendar): DueResult {
  if (!due.ok || due.due_at !== null || !bag?.facts) return due
  const next = roundAfter(bag.facts, bag.on)
  const on = nextOpenDay(calendar, next) ?? next
  if (due.due_on >= on) return due
  const step = { code: 'home_round' as const, days: daysBetween(due.due_on, on), to: on }
  return { ...due, due_on: addDays(due.due_on, step.days), steps: [...due.steps, step] }
}
