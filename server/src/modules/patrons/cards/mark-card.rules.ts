import type { Day } from '../../../base/dates.ts'

export interface MarkedCard {
  readonly kind: 'library' | 'eid'
  readonly state: 'active' | 'lost' | 'ended' | 'expired'
  readonly until: Day | null
}

/**
 * Whether a card may become what is said of it. A lost one may be found. One that has ended stays so, except on the day
 * itself, when somebody pressed the wrong button; an identity card that made room for its successor never works again.
 */
export function mayBecome(
  card: MarkedCard,
  state: 'active' | 'lost' | 'ended',
  today: Day,
): 'card_ended' | 'card_expired' | null {
  if (card.state === 'expired') return state === 'ended' ? null : 'card_expired'
  if (card.state !== 'ended' || state === 'ended') return null
  return state === 'active' && card.kind === 'library' && card.until === today ? null : 'card_ended'
}
