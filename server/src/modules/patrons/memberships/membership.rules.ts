import type { CardType, FeeBecause } from '@kaft/contract'
import { addMonths, ageOn, type Day } from '../../../base/dates.ts'

/** What a library offers under one code. */
export interface Offer {
  readonly type: string
  readonly name: string
  readonly fee_cents: number
  readonly months: number
  readonly from_age: number
  readonly to_age: number
  readonly card_type?: CardType | undefined
  readonly postcodes?: readonly string[] | undefined
  readonly category?: string | undefined
  readonly social?: boolean | undefined
  readonly ends?: 'months' | 'year' | undefined
  readonly pro_rata?: boolean | undefined
}
export interface Term {
  readonly starts_on: Day
  readonly ends_on: Day
}

/** Whether someone of this birth date may have the membership. An unknown date is no reason to refuse. */
export function fitsAge(offer: Offer, birth_on: string | null, today: Day): boolean {
  const age = birth_on === null ? null : ageOn(birth_on, today)
  return age === null || (age >= offer.from_age && age <= offer.to_age)
}

/** The last day of the calendar year in which a membership begins; one that begins on that day has the next year. */
const yearEnd = (starts_on: Day): Day => {
  const year = Number(starts_on.slice(0, 4))
  return starts_on.endsWith('-12-31') ? `${year + 1}-12-31` : `${year}-12-31`
}

/**
 * From when until when a membership runs. While the former one still runs the new one follows it, so that paying
 * early costs no days; once it is over, the new one starts today. A year ends on the same day of the next year, and
 * its last day still counts.
 */
export function termOf(offer: Offer, until: Day | null, today: Day): Term {
  const starts_on = until !== null && until >= today ? until : today
  const ends_on = offer.ends === 'year' ? yearEnd(starts_on) : addMonths(starts_on, offer.months)
  return { starts_on, ends_on }
}

export interface Fee {
  readonly fee_cents: number
  readonly fee_because: FeeBecause
}

/** Months of the calendar year that are left, the one that has begun included. */
const monthsLeft = ({ starts_on, ends_on }: Term): number =>
  starts_on.slice(0, 4) === ends_on.slice(0, 4) ? 13 - Number(starts_on.slice(5, 7)) : 12

/**
 * What a membership costs. Where somebody paid for the same person in an agreement that shares the fee (rung 1),
 * nothing is asked again; of a calendar year only the months that are left are paid, where the library says so.
 */
export function feeFor(offer: Offer, term: Term, covered: boolean): Fee {
  if (offer.fee_cents === 0) return { fee_cents: 0, fee_because: 'free' }
  if (covered) return { fee_cents: 0, fee_because: 'cooperation' }
  const months = monthsLeft(term)
  if (offer.ends !== 'year' || offer.pro_rata !== true || months === 12)
    return { fee_cents: offer.fee_cents, fee_because: 'full' }
  return { fee_cents: Math.round((offer.fee_cents * months) / 12), fee_because: 'pro_rata' }
}
