import type { Code } from '@kaft/contract'
import { addDays, type Day, dayOf, daysBetween } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'

/** How many of the patrons of one library were told, and when the last of them was. */
export interface Told {
  readonly done: boolean
  readonly mails_waiting: number
  readonly letters_waiting: number
  readonly failed: number
  readonly kept_back: number
  readonly last_at: string | null
}

export interface ActivationFacts {
  readonly today: Day
  readonly told_before_on: Day | null
  readonly told_from: string | null
  readonly wait_days: number
  readonly second_person: boolean
  /** Who planned it, and who had the patrons told. */
  readonly made_by: string | null
  readonly told_by: string | null
  readonly staff_id: string
  readonly told: readonly Told[]
}

/** A message is kept for ninety days after it went; a notice older than this can no longer be shown. */
export const NOTICE_HOLDS_DAYS = 85

const stop = (code: Code, about: Finding['about'] = {}): Finding => ({ code, weight: 'stop', about })
const sum = (told: readonly Told[], of: (one: Told) => number): number =>
  told.reduce((all, one) => all + of(one), 0)

/** What still waits or failed, over all libraries: those patrons know of nothing. */
export const untold = (told: readonly Told[]): number =>
  sum(told, one => one.mails_waiting + one.letters_waiting + one.failed)

/** The day of the last word to a patron; the day on which it began where nobody had to be told. */
function lastToldOn(f: ActivationFacts): Day | null {
  if (f.told_before_on !== null) return f.told_before_on
  const days = f.told.flatMap(one =>
    one.last_at === null ? [] : [dayOf(Temporal.Instant.from(one.last_at))],
  )
  const last = days.toSorted().at(-1)
  return last ?? (f.told_from === null ? null : dayOf(Temporal.Instant.from(f.told_from)))
}

/** The first day on which it may begin: the time to read and to react counts from the last word to a patron. */
export function mayFrom(f: ActivationFacts, starts_on: Day): Day | null {
  const last = lastToldOn(f)
  if (last === null) return null
  return [addDays(last, f.wait_days), starts_on, f.today].toSorted().at(-1) ?? null
}

/** Everything that keeps a cooperation from being activated, whatever the day that is asked. */
export function standsInWay(f: ActivationFacts): Finding[] {
  const found: Finding[] = []
  if (f.told_before_on === null) {
    const left = untold(f.told)
    const kept = sum(f.told, one => one.kept_back)
    if (f.told_from === null || left > 0 || f.told.some(one => !one.done))
      found.push(stop('joining_not_told', left > 0 ? { left } : {}))
    if (kept > 0) found.push(stop('joining_kept_back', { left: kept }))
    if (
      f.told_from !== null &&
      daysBetween(dayOf(Temporal.Instant.from(f.told_from)), f.today) > NOTICE_HOLDS_DAYS
    )
      found.push(stop('joining_notice_old'))
  }
  if (f.second_person && (f.staff_id === f.made_by || f.staff_id === f.told_by))
    found.push(stop('joining_other_person'))
  return found
}

/** The same for a day: never before the day that patrons were told, nor before they had time to react. */
export function activationFindings(f: ActivationFacts, at: { starts_on: Day; asked: Day }): Finding[] {
  const found = standsInWay(f)
  const from = mayFrom(f, at.starts_on)
  return from !== null && at.asked < from ? [...found, stop('joining_too_soon', { from })] : found
}
