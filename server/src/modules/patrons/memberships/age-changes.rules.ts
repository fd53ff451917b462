import { addMonths, type Day } from '../../../base/dates.ts'
import type { Outgrown } from './age-changes.store.ts'
import type { Offer } from './membership.rules.ts'

/** Nobody is older: a kind up to here is for life. */
const FOR_LIFE = 120

/**
 * The kinds that people grow out of between two days, with the birth dates that this is about.
 * @param from absent: ever
 */
export const outgrownKinds = (offers: readonly Offer[], from: Day | null, until: Day): Outgrown[] =>
  offers
    .filter(({ to_age, card_type }) => to_age < FOR_LIFE && (card_type ?? 'person') === 'person')
    .map(({ type, to_age }) => {
      const age = to_age + 1
      const born = (day: Day): Day => addMonths(day, -12 * age)
      return { type, age, born_from: from === null ? '0000' : born(from), born_until: born(until) }
    })

/** The birthday as a day: who was born on 29 February has it on the 28th in other years. */
export const birthday = (birth_on: Day, turns: string): Day =>
  addMonths(birth_on, 12 * (Number(turns.slice(0, 4)) - Number(birth_on.slice(0, 4))))
