import type { Suspension } from '@kaft/contract/regulation'
import { addDays, type Day } from '../../../base/dates.ts'

/** How many days a late return suspends: the free days fall away, then the parts of a day, then what is too many. */
export const suspensionDays = (policy: Suspension | null, late_days: number): number => {
  if (policy === null) return 0
  const counted = Math.max(0, late_days - (policy.free_days ?? 0))
  const days = Math.floor((counted * policy.days) / policy.per_days)
  return Math.min(days, policy.most_days ?? days)
}

/**
 * The last day of the suspension that a return brings, or null. Suspensions do not add up: whoever writes it keeps
 * the one that ends last.
 */
export const suspendedUntil = (
  policy: Suspension | null,
  of: { readonly late_days: number; readonly returned_on: Day },
): Day | null => {
  const days = suspensionDays(policy, of.late_days)
  return days === 0 ? null : addDays(of.returned_on, days)
}
