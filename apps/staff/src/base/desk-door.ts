import type { PatronHead } from '@kaft/contract/patrons'
import { createStore } from './store.ts'

/** What other screens ask of the desk: open this patron, or handle this code as if it were scanned there. */
export type DeskAsk =
  | { readonly kind: 'open'; readonly patron_id: string }
  | { readonly kind: 'scan'; readonly code: string }
  /** A crate: return mode begins, unless it is on already. */
  | { readonly kind: 'crate'; readonly code: string }

/** The patron who is open at the desk, for screens that act "for the current patron". The desk keeps it. */
export const currentPatron = createStore<PatronHead | null>(null)
/** Asks that wait until the desk stands; it takes them in order. */
export const deskAsks = createStore<readonly DeskAsk[]>([])

/** Leaves an ask for the desk; the caller then goes to `paths.desk`. */
export const askDesk = (ask: DeskAsk): void => deskAsks.set(list => [...list, ask])
/** A screen changed something of this patron (a payment, a membership), so the desk must read the head anew. */
export const patronChanged = createStore<{ readonly patron_id: string; readonly turn: number } | null>(null)
export const tellPatronChanged = (patron_id: string): void =>
  patronChanged.set(now => ({ patron_id, turn: (now?.turn ?? 0) + 1 }))
