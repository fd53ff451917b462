import type { BodyOf, endMembership } from '@kaft/contract'
import { addDays, type Day, earliestDay } from '../../../base/dates.ts'

/**
 * The last day of a membership that is ended so; a membership counts through its last day, so "now" ended yesterday.
 * @returns false where that day cannot be
 */
export function lastDay(
  ask: Pick<BodyOf<typeof endMembership>, 'when' | 'on'>,
  until: Day | null,
  today: Day,
): Day | null | false {
  if (ask.when === 'expiry') return until
  const yesterday = addDays(today, -1)
  if (ask.when === 'now') return until === null ? yesterday : earliestDay(until, yesterday)
  if (ask.on === undefined || ask.on < today || (until !== null && ask.on > until)) return false
  return ask.on
}
