import { addMonths, ageOn, type Day } from '../../../base/dates.ts'

/** What a library offers under one code. */
export interface Offer {
  readonly type: string
  readonly name: string
  readonly fee_cents: number
  readonly months: number
  readonly from_age: number
  readonly to_age: number
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

/**
 * From when until when a membership runs. While the former one still runs the new one follows it, so that paying
 * early costs no days; once it is over, the new one starts today. A year ends on the same day of the next year, and
 * its last day still counts.
 */
export function termOf(offer: Offer, until: Day | null, today: Day): Term {
  const starts_on = until !== null && until >= today ? until : today
  return { starts_on, ends_on: addMonths(starts_on, offer.months) }
}
