import type { Day } from '../../../../base/dates.ts'
import type { ItemFacts } from '../../facts/item-facts.store.ts'
import { allocate } from '../allocate.rules.ts'
import { allocationOf, policyOf } from '../queue.rules.ts'
import type { HoldSpeech } from './texts.ts'

export type ItemOf = ItemFacts
interface Step {
  readonly text: string
  readonly result: string | null
  readonly from: string | null
}
interface Of {
  readonly hold_id: string
  readonly today: Day
  readonly names: ReadonlyMap<string, string>
  readonly t: HoldSpeech
}

/** What keeps an item from serving anyone, or null when it can be lent. */
export function keptFrom(item: ItemFacts, { t }: Pick<Of, 't'>): string | null {
  if (item.state === 'missing') return t.itemIs.missing
  if (item.state === 'on_order') return t.itemIs.on_order
  if (item.state !== 'in_use') return t.itemIs.gone
  return item.loanable ? null : t.itemIs.not_loanable
}

/** Where an item is, and what this hold is to it: next, later, or why not. */
function wordsOf(item: ItemFacts, of: Of): string {
  const { t, hold_id, today } = of
  if (item.hold?.hold_id === hold_id) return t.itemIs.own
  if (item.status === 'on_loan') return t.itemIs.on_loan(item.due_on)
  if (item.hold !== null) return t.itemIs.hold_shelf
  if (item.status === 'in_transit') return t.itemIs.in_transit
  const standings = allocate(allocationOf(item, { today, branch_id: item.at_branch_id }), policyOf(item))
  const own = standings.find(s => s.hold.hold_id === hold_id)
  if (!own) return t.standing.later({})
  if (own.rank === 1) return t.next
  return own.rank === null ? t.standing[own.code](own.about) : t.rank(own.rank)
}

/** Where an item is while it is not here yet, but may come: whoever asks who gets it means then. */
export function awayIn(item: ItemFacts, { t }: Pick<Of, 't'>): string | null {
  if (item.state === 'on_order') return t.itemIs.on_order
  if (item.status === 'on_loan') return t.itemIs.on_loan(item.due_on)
  return item.status === 'in_transit' ? t.itemIs.in_transit : null
}

/** Each item that may fill a hold with what it means for it; those that can serve nobody apart. */
export function itemSteps(items: readonly ItemFacts[], of: Of): { usable: Step[]; others: Step[] } {
  const usable: Step[] = []
  const others: Step[] = []
  for (const item of items) {
    const kept = keptFrom(item, of)
    // What is out is known by where it belongs; where it was lent says nothing.
    const where = item.status === 'on_loan' ? item.branch_id : item.at_branch_id
    const text = of.t.item(item.barcode, of.names.get(where) ?? '')
    if (kept === null) usable.push({ text, result: wordsOf(item, of), from: null })
    else others.push({ text, result: kept, from: null })
  }
  return { usable, others }
}
