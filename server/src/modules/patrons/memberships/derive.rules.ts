import type { TariffCondition as Condition, TariffFacts } from '@kaft/contract'
import { ageOn, type Day } from '../../../base/dates.ts'
import { fitsAge, type Offer } from './membership.rules.ts'

/** A kind with its conditions, each weighed. */
export interface Weighed {
  readonly offer: Offer
  readonly fits: boolean
  readonly conditions: readonly Condition[]
}

const tidyCode = (text: string): string => text.replaceAll(' ', '').toUpperCase()

/** Whether somebody of this age may have it. For a derivation an unknown age meets no band but the one of everyone. */
function ageCondition(offer: Offer, birth_on: string | null, today: Day): Condition {
  const { from_age, to_age } = offer
  const age = birth_on === null ? null : ageOn(birth_on, today)
  const met = age === null ? from_age === 0 && to_age >= 120 : fitsAge(offer, birth_on, today)
  return { asks: 'age', met, from_age, to_age, age }
}

/** Every condition of a kind and whether the person meets it. */
export function conditionsOf(offer: Offer, person: TariffFacts, today: Day): Condition[] {
  const { postcodes, category, social } = offer
  const has = person.postcode
  return [
    // A card of a class, an institution or another library is no reader's own: it is chosen, never derived.
    ...((offer.card_type ?? 'person') === 'person' ? [] : [{ asks: 'reader' as const, met: false }]),
    ageCondition(offer, person.birth_on, today),
    ...(postcodes === undefined || postcodes.length === 0
      ? []
      : [
          {
            asks: 'postcode' as const,
            met: has !== null && postcodes.map(tidyCode).includes(tidyCode(has)),
            has,
          },
        ]),
    ...(category === undefined
      ? []
      : [
          {
            asks: 'category' as const,
            met: person.category === category,
            has: person.category,
            wants: category,
          },
        ]),
    ...(social === true
      ? [{ asks: 'social' as const, met: person.social_until !== null && person.social_until >= today }]
      : []),
  ]
}

const asks = (offer: Offer): number =>
  Number(offer.social === true) +
  Number(offer.category !== undefined) +
  Number((offer.postcodes?.length ?? 0) > 0)
const band = ({ from_age, to_age }: Offer): number => to_age - from_age

/**
 * The kinds of a library for this person. The first that fits is the one that follows: of those that fit, the one that
 * asks most of who has it (social tariff, category, address), then the one with the narrowest band of ages, then the
 * first in the list.
 */
export function weighTypes(offers: readonly Offer[], person: TariffFacts, today: Day): Weighed[] {
  const weighed = offers.map(offer => {
    const conditions = conditionsOf(offer, person, today)
    return { offer, conditions, fits: conditions.every(({ met }) => met) }
  })
  const fitting = weighed
    .filter(({ fits }) => fits)
    .toSorted((a, b) => asks(b.offer) - asks(a.offer) || band(a.offer) - band(b.offer))
  return [...fitting, ...weighed.filter(({ fits }) => !fits)]
}

/** The kind that follows from what is known of a person, or null where none fits. */
export const derivedType = (offers: readonly Offer[], person: TariffFacts, today: Day): Offer | null => {
  const [first] = weighTypes(offers, person, today)
  return first?.fits ? first.offer : null
}
