import type { Agreement } from '@kaft/contract'
import type { Static } from 'typebox'
import type { Day } from '../../../base/dates.ts'

export type Rung = Static<typeof Agreement>['rung']

/** What an agreement opens between its members; a column each, so that SQL asks for what it needs and not for a rung. */
export interface Opens {
  /** One membership fee: paid in one library, paid in all. */
  readonly shares_fee: boolean
  /** One regulation. */
  readonly shares_rules: boolean
  /** Patrons are recognised everywhere, with their loans and what they owe. */
  readonly shares_patrons: boolean
  /** Items travel: return, renew and pick up anywhere. */
  readonly has_transport: boolean
  /** One library sends the letters of all. */
  readonly shares_letters: boolean
  /** An item stays where it was brought back. */
  readonly floats: boolean
}

const nothing: Opens = {
  shares_fee: false,
  shares_rules: false,
  shares_patrons: false,
  has_transport: false,
  shares_letters: false,
  floats: false,
}

/** The Flemish ladder of cooperation: each rung opens what the one below opens, and more. Rung 0 is no agreement. */
export const ladder: Readonly<Record<Rung, Opens>> = {
  '1': { ...nothing, shares_fee: true },
  '2': { ...nothing, shares_fee: true, shares_rules: true },
  '3a': { ...nothing, shares_fee: true, shares_rules: true, shares_patrons: true },
  '3b': { ...nothing, shares_fee: true, shares_rules: true, shares_patrons: true, has_transport: true },
  '3c': {
    shares_fee: true,
    shares_rules: true,
    shares_patrons: true,
    has_transport: true,
    shares_letters: true,
    floats: true,
  },
}

/** How something ends that was asked to end on a day. */
export interface End {
  readonly ends_on: Day
  /** Whether it ends at this moment, and not at the end of that day. */
  readonly at_once: boolean
}

/** What runs from a day, until the end of another or without end; `ended` when it was cut short at an instant. */
export interface Span {
  readonly starts_on: Day
  readonly ends_on: Day | null
  readonly ended: boolean
}

/**
 * Today is at once; a later day is the end of that day. What has not begun ends before it begins.
 * @returns `over` when it ended already; `past` when the day lies in the past or after the end that was set before
 */
export function endOf(span: Span, on: Day, today: Day): End | 'over' | 'past' {
  if (span.ended || (span.ends_on !== null && span.ends_on < today)) return 'over'
  if (on < today || (span.ends_on !== null && on > span.ends_on)) return 'past'
  if (on === today || on < span.starts_on)
    return { ends_on: on < span.starts_on ? span.starts_on : on, at_once: true }
  return { ends_on: on, at_once: false }
}
