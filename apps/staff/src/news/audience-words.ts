import type { Audience } from '@kaft/contract/campaigns'
import type { MembershipType } from '../base/library-settings.ts'
import type { nl } from './texts/nl.ts'

/** Whom, in a line. */
export function audienceWords(
  a: Audience,
  types: readonly MembershipType[],
  t: (typeof nl)['audience'],
): string {
  const named = a.membership_types.map(type => types.find(one => one.type === type)?.name ?? type)
  const parts = [
    named.join(', '),
    a.postcodes.join(', '),
    a.age_from === null && a.age_to === null ? '' : t.years(a.age_from, a.age_to),
  ].filter(part => part !== '')
  return parts.length === 0 ? t.all : parts.join(' · ')
}
