import type { Activation, Code } from '@kaft/contract'
import type { Static } from 'typebox'

export type Turn = Static<typeof Activation>

/** Through whose hands a draft went. */
export interface Hands {
  readonly changed_by_id: string | null
  readonly asked_by_id: string | null
}

/**
 * Whose turn it is to activate a draft. Where the library wants a second person, whoever asked, and whoever changed
 * the draft last, cannot be that person: four eyes have looked at what will hold.
 */
export const whoseTurn = (
  hands: Hands,
  at: { readonly second_person: boolean; readonly staff_id: string },
): Turn => {
  if (!at.second_person) return 'free'
  if (hands.asked_by_id === null) return 'ask'
  return hands.asked_by_id === at.staff_id || hands.changed_by_id === at.staff_id ? 'asked' : 'approve'
}

/** Why this person cannot activate it now; null when they can. */
export const mayActivate = (turn: Turn): Code | null => {
  if (turn === 'ask') return 'regulation_ask_first'
  return turn === 'asked' ? 'regulation_other_person' : null
}
