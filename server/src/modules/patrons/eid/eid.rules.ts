import type { Day } from '../../../base/dates.ts'

/** An identity card on record, as far as deciding about another of the same person needs. */
export interface KeptEid {
  readonly state: string
  readonly expires_on: Day | null
}

/**
 * What a card that was not seen here before is, when the number on it is that of a patron: the next one of this person, or
 * one from before the card that is known, which somebody may have lost long ago.
 */
export function judgeNewEid(
  kept: readonly KeptEid[],
  card: { readonly valid_until: Day | null },
  today: Day,
): 'next' | 'former' | 'expired' {
  const { valid_until } = card
  if (valid_until !== null && valid_until < today) return 'expired'
  const isLater = kept.some(
    one => one.expires_on !== null && valid_until !== null && one.expires_on > valid_until,
  )
  return isLater ? 'former' : 'next'
}
