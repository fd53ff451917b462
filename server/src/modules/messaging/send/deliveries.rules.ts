import type { MessageKind } from '@kaft/contract'
import type { Language } from '../texts/language.rules.ts'

/** What one envelope holds: everything of one kind for one person from one branch. */
export interface Delivery<D> {
  readonly kind: MessageKind
  readonly step: number
  readonly patron_id: string | null
  readonly drafts: readonly [D, ...D[]]
}
interface Sorted {
  readonly kind: MessageKind
  readonly step: number
  readonly patron_id: string | null
  readonly branch_id: string
  readonly message_id: string
}

/** Digests: messages that stand side by side in order and belong together. */
export function deliveriesOf<D extends Sorted>(drafts: readonly D[]): Delivery<D>[] {
  const found = new Map<string, Delivery<D>>()
  for (const draft of drafts) {
    const { kind, step, patron_id } = draft
    const alone = patron_id === null || kind === 'campaign' || kind === 'receipt'
    // Codes for people without a record yet are each a mail of its own, and so is each campaign: news goes with nothing else. Of two
    // visits each has its receipt.
    const key = `${alone ? `message ${draft.message_id}` : patron_id} ${kind} ${step} ${draft.branch_id}`
    const known = found.get(key)
    found.set(key, { kind, step, patron_id, drafts: known ? [...known.drafts, draft] : [draft] })
  }
  return [...found.values()]
}

/** A reminder costs what the dearest of its titles says: it is one letter. */
export const costOf = (drafts: readonly { readonly cost_cents: number }[]): number =>
  Math.max(0, ...drafts.map(d => d.cost_cents))

/** Minutes before another try: a minute, five, a quarter of an hour, an hour, four hours; then it has failed. */
const WAITS = [1, 5, 15, 60, 240] as const
export const waitAfter = (attempts: number): number | null => WAITS[attempts - 1] ?? null

export type { Language }
