import { openPurchaseStates, type PurchaseState } from '@kaft/contract'
import { addDays, type Day } from '../../../base/dates.ts'

/** So long a reader stands with what they asked for while it is open, and so long after it is over. */
export const OPEN_DAYS = 365
export const OVER_DAYS = 30

export const isOpen = (state: PurchaseState): boolean => openPurchaseStates.some(open => open === state)

/** The last day on which a reader who asks today stands with a suggestion in this state. */
export const namedUntil = (state: PurchaseState, today: Day): Day =>
  addDays(today, isOpen(state) ? OPEN_DAYS : OVER_DAYS)
