import type { CrateFacts } from '../crates/crate.store.ts'
import type { CodeFacts } from './resolve-code.store.ts'

/** What a scan asks for, as the contract's `scan` says it. */
export interface ScanAsk {
  readonly patron_id: string | null
  readonly as?: 'lend' | 'renew' | 'take_back' | 'patron' | 'item' | 'branch' | 'in_house'
  readonly chosen_id?: string
  /** The code is the badge of a colleague. */
  readonly badge: boolean
  /** What a scan of an item that the open patron has at home does here. */
  readonly own_loan: 'ask' | 'renew' | 'take_back'
  /** The same for one that was lent to the open patron today. */
  readonly same_day: 'as_usual' | 'renew' | 'loan'
}
export interface Cards {
  readonly patron_id: string
  readonly library_name: string
  readonly name: string
  readonly state: string
  readonly expires_on: string | null
}
export interface Choice {
  readonly kind: 'patron' | 'item'
  readonly id: string
  readonly label: string
  readonly library_name: string
}
export type ScanRoute =
  | {
      readonly go: 'open'
      readonly patron_id: string
      readonly card: { readonly state: string; readonly until: string | null }
    }
  | {
      readonly go: 'lend'
      readonly item_id: string
      readonly patron_id: string
      /** It stood as lost: it is found first, and then lent. */
      readonly lost: boolean
      /** A second loan of what the patron was lent today. */
      readonly again: boolean
    }
  | { readonly go: 'in_house'; readonly item_id: string }
  | { readonly go: 'take_back'; readonly item_id: string }
  | { readonly go: 'renew'; readonly loan_id: string; readonly item_id: string }
  | { readonly go: 'badge' }
  | { readonly go: 'crate'; readonly crate: CrateFacts }
  | { readonly go: 'shelf'; readonly shelf: string }
  | { readonly go: 'ask_own_loan'; readonly item_id: string; readonly lent_today: boolean }
  | {
      readonly go: 'choose'
      readonly choices: readonly Choice[]
      readonly because: 'code_ambiguous' | 'code_is_isbn'
    }
  | { readonly go: 'unknown' }

/**
 * What one scan at the desk means. A card opens its patron; an item is lent when a patron is open and otherwise
 * taken back; an item that the patron has already is renewed, taken back or asked about. A code that fits two
 * things is never guessed: the desk chooses.
 */
export function routeScan(ask: ScanAsk, cards: readonly Cards[], facts: CodeFacts): ScanRoute {
  const { items, copies } = facts
  const patrons = ask.as === 'item' ? [] : cards.filter(c => !ask.chosen_id || c.patron_id === ask.chosen_id)
  const open = patrons.filter(c => c.state === 'active')
  const found = ask.as === 'patron' ? [] : items.filter(i => !ask.chosen_id || i.item_id === ask.chosen_id)
  if (open.length + found.length > 1)
    return { go: 'choose', because: 'code_ambiguous', choices: choicesOf(open, found) }
  const [card, item] = [open[0] ?? (found.length === 0 ? patrons[0] : undefined), found[0]]
  if (card)
    return {
      go: 'open',
      patron_id: card.patron_id,
      card: { state: card.state, until: card.expires_on },
    }
  if (!item) {
    if (ask.badge) return { go: 'badge' }
    if (facts.crate) return { go: 'crate', crate: facts.crate }
    if (facts.shelf !== null) return { go: 'shelf', shelf: facts.shelf }
    // The code is an ISBN and the copy was picked from the list.
    const picked = copies.find(c => c.item_id === ask.chosen_id)
    if (picked) return routeItem(ask, picked)
    if (copies.length === 0) return { go: 'unknown' }
    return {
      go: 'choose',
      because: 'code_is_isbn',
      choices: copies.map(c => ({
        kind: 'item',
        id: c.item_id,
        label: c.label,
        library_name: c.library_name,
      })),
    }
  }
  return routeItem(ask, item)
}

type Held = Pick<
  CodeFacts['items'][number],
  'item_id' | 'loan_id' | 'loan_patron_id' | 'lent_today' | 'state'
>
function routeItem(ask: ScanAsk, item: Held): ScanRoute {
  const { item_id, loan_id } = item
  if (ask.as === 'in_house') return { go: 'in_house', item_id }
  if (ask.patron_id === null || ask.as === 'take_back') return { go: 'take_back', item_id }
  const lend = { go: 'lend', item_id, patron_id: ask.patron_id, lost: item.state === 'lost' } as const
  if (item.loan_patron_id !== ask.patron_id || !loan_id) return { ...lend, again: false }
  const does = onOwnLoan(ask, item)
  if (does === 'loan') return { ...lend, again: true }
  if (does === 'renew') return { go: 'renew', loan_id, item_id }
  return does === 'ask'
    ? { go: 'ask_own_loan', item_id, lent_today: item.lent_today }
    : { go: 'take_back', item_id }
}

/** What is done with an item that the open patron has at home: the answer that was given, else the settings. */
function onOwnLoan(ask: ScanAsk, { lent_today }: Held): 'ask' | 'renew' | 'take_back' | 'loan' {
  if (ask.as === 'renew') return 'renew'
  if (ask.as === 'lend' && lent_today) return 'loan'
  return lent_today && ask.same_day !== 'as_usual' ? ask.same_day : ask.own_loan
}

const choicesOf = (cards: readonly Cards[], items: CodeFacts['items']): Choice[] => [
  ...cards.map(c => ({
    kind: 'patron' as const,
    id: c.patron_id,
    label: c.name,
    library_name: c.library_name,
  })),
  ...items.map(i => ({ kind: 'item' as const, id: i.item_id, label: i.title, library_name: i.library_name })),
]
