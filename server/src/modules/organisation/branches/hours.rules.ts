import type { Branch } from '@kaft/contract'
import type { Static } from 'typebox'

export type Hours = Static<typeof Branch>['hours']

/** In the order of the week. */
export const sortedHours = (hours: Hours): Hours =>
  hours.toSorted((a, b) => a.weekday - b.weekday || (a.opens < b.opens ? -1 : a.opens > b.opens ? 1 : 0))

/**
 * Whether hours can be kept: each opening closes later than it opens, and none begins before the one before it
 * closed. Closing at noon and opening at noon is allowed.
 */
export const hoursFit = (hours: Hours): boolean => {
  const sorted = sortedHours(hours)
  return sorted.every((one, i) => {
    const before = sorted[i - 1]
    return one.opens < one.closes && (before?.weekday !== one.weekday || before.closes <= one.opens)
  })
}
