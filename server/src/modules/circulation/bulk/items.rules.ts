import type { BulkChange } from '@kaft/contract'
import type { EventKind } from '../events/event.store.ts'
import type { ManyItem } from './items.store.ts'
import { no, sameAs, type Values, type Verdict } from './verdict.rules.ts'

export type ItemChange = Extract<BulkChange, { kind: `item_${string}` }>

export const itemValues = (item: ManyItem): Values => ({
  branch_id: item.branch_id,
  shelf: item.shelf,
  item_type: item.item_type,
  loanable: item.loanable,
  note: item.note,
  state: item.state,
})

const wanted = (change: ItemChange): Values => {
  const { kind, ...set } = change
  return kind === 'item_shelf' || kind === 'item_note' ? tidy(set) : set
}
/** Texts without spaces at the ends; an empty line is nothing. */
const tidy = (set: Values): Values =>
  Object.fromEntries(
    Object.entries(set).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.trim() || null : value,
    ]),
  )

/**
 * What a change does to an item. What is at a reader's or on its way is not written off behind their back; what was lost
 * comes back by its scan, which settles what it cost.
 */
export function changedItem(change: ItemChange, item: ManyItem): Verdict {
  const before = itemValues(item)
  if (!item.own) return no('item_unknown')
  const set = wanted(change)
  if (sameAs(set, before)) return no('bulk_same', before)
  if (change.kind === 'item_state' && item.state === 'lost') return no('item_lost', before)
  if (change.kind === 'item_state' && change.state !== 'in_use' && item.status !== 'available')
    return no('bulk_item_away', before)
  return { go: true, before, after: { ...before, ...set } }
}

/** Only what the change touched must still be so: a note that a colleague wrote since stays where it is. */
export function itemBack(
  change: ItemChange,
  line: { readonly before: Values; readonly after: Values },
  item: ManyItem,
): Verdict {
  const now = itemValues(item)
  const keys = Object.keys(wanted(change))
  const pick = (values: Values): Values => Object.fromEntries(keys.map(key => [key, values[key] ?? null]))
  if (!sameAs(pick(line.after), now)) return no('changed_meanwhile')
  return { go: true, before: now, after: { ...now, ...pick(line.before) } }
}

/** What the event row says of a new state; other changes of an item are no event of the desk. */
export const stateEvent = (before: Values, after: Values): EventKind | null => {
  if (before.state === after.state) return null
  if (after.state === 'missing') return 'item_missing'
  if (after.state === 'withdrawn') return 'item_withdrawn'
  if (before.state === 'withdrawn') return 'item_restored'
  if (before.state === 'damaged') return 'item_repaired'
  return before.state === 'incomplete' ? 'item_completed' : 'item_found'
}
