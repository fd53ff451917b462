import {
  type DeclineReason,
  openPurchaseStates,
  type PurchaseState,
  type PurchaseSuggestion,
  purchaseStates,
} from '@kaft/contract/purchases'
import type { State } from '@kaft/ui/tokens'

/** What is done with a suggestion, each with its key. */
export type Act = 'accept' | 'decline' | 'order' | 'receive' | 'back' | 'withdraw' | 'restore'
export const keys: Readonly<Partial<Record<Act, string>>> = {
  accept: 'a',
  decline: 'w',
  order: 'b',
  receive: 'o',
}
/** The keys that show who asked for it, and reserve for them. */
export const ASKERS_KEY = 'l'
export const RESERVE_KEY = 'r'
const decides: Readonly<Record<PurchaseState, readonly Act[]>> = {
  proposed: ['accept', 'decline'],
  accepted: ['order', 'decline', 'back'],
  ordered: ['receive', 'back'],
  received: ['back'],
  declined: ['back'],
  withdrawn: [],
}
/** What somebody can do with it: who decides, the next steps and the step back; who does not, withdraw what nobody decided. */
export const actsOf = (state: PurchaseState, mayDecide: boolean): readonly Act[] => [
  ...(mayDecide ? decides[state] : []),
  ...(state === 'proposed' ? (['withdraw'] as const) : []),
  ...(state === 'withdrawn' ? (['restore'] as const) : []),
]

export type Decided = Exclude<PurchaseState, 'withdrawn'>
/** Where an act leads from a state. */
export const leadsTo = (act: Act, from: PurchaseState): PurchaseState => {
  if (act === 'accept') return 'accepted'
  if (act === 'decline') return 'declined'
  if (act === 'order') return 'ordered'
  if (act === 'receive') return 'received'
  if (act === 'withdraw') return 'withdrawn'
  if (act === 'restore') return 'proposed'
  return from === 'received' ? 'ordered' : from === 'ordered' ? 'accepted' : 'proposed'
}

export const looks: Readonly<Record<PurchaseState, State>> = {
  proposed: 'ask',
  accepted: 'move',
  ordered: 'move',
  received: 'ok',
  declined: 'stop',
  withdrawn: 'stop',
}

/** Dutch names in the address; it is read by people. */
const names: Readonly<Record<PurchaseState, string>> = {
  proposed: 'te-beslissen',
  accepted: 'te-bestellen',
  ordered: 'besteld',
  received: 'ontvangen',
  declined: 'geweigerd',
  withdrawn: 'ingetrokken',
}
export const stateName = (state: PurchaseState): string => names[state]
/** The state that an address asks; what waits for a decision where it asks none. */
export const stateIn = (name: string | null): PurchaseState =>
  purchaseStates.find(state => names[state] === name) ?? 'proposed'

export const isOpen = (state: PurchaseState): state is (typeof openPurchaseStates)[number] =>
  (openPurchaseStates as readonly PurchaseState[]).includes(state)

/** The states with how many stand in each, in the order in which the work goes. */
export const countedStates = (
  counts: readonly { readonly state: PurchaseState; readonly count: number }[],
): readonly { readonly state: PurchaseState; readonly count: number }[] =>
  purchaseStates.map(state => ({ state, count: counts.find(c => c.state === state)?.count ?? 0 }))

/** What a suggestion is called; an ISBN alone is its name. */
export const nameOf = (row: Pick<PurchaseSuggestion, 'title' | 'isbn'>): string => row.title ?? row.isbn ?? ''

/** The last thing that happened to it, by whom and when. */
export const lastStep = (
  row: PurchaseSuggestion,
): { readonly state: PurchaseState; readonly by: string | null; readonly at: string } | null => {
  if (row.received_at !== null) return { state: 'received', by: null, at: row.received_at }
  if (row.ordered_at !== null) return { state: 'ordered', by: null, at: row.ordered_at }
  if (row.decided_at !== null)
    return {
      state: row.state === 'declined' ? 'declined' : 'accepted',
      by: row.decided_by,
      at: row.decided_at,
    }
  return null
}

/** Whether a reason stands by itself, or has to be written down. */
export const needsWords = (reason: DeclineReason, says: string): boolean =>
  reason === 'other' && says.trim() === ''

/** Whether it can be reserved for who asked: its title is in the catalogue, and it is, or is going to be, bought. */
export const mayReserve = (row: Pick<PurchaseSuggestion, 'state' | 'title_id'>): boolean =>
  row.title_id !== null && (row.state === 'accepted' || row.state === 'ordered' || row.state === 'received')

/** What finds its title in the catalogue: its ISBN, or its words. */
export const searchFor = (row: Pick<PurchaseSuggestion, 'title' | 'author' | 'isbn'>): string =>
  row.isbn ?? [row.title, row.author].filter(Boolean).join(' ')
