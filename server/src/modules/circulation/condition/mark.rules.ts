import type { Mark } from '@kaft/contract'
import type { Finding } from '../../../base/decision.ts'
import type { ConditionEnd, ConditionKind, ItemState } from '../../inventory/index.ts'
import type { EventKind } from '../events/event.store.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'

/** What a mark does: the state that it leads to, the condition that it begins, those that it ends, its event. */
interface Rule {
  readonly kind: EventKind
  readonly state?: ItemState
  readonly begins?: ConditionKind
  readonly ends?: readonly ConditionKind[]
  readonly ended?: ConditionEnd
  /** The states in which it means something; absent: any but the one that it leads to. */
  readonly from?: readonly ItemState[]
}
const rules: Readonly<Record<Mark, Rule>> = {
  checked: { kind: 'item_checked' },
  damaged: { kind: 'item_damaged', state: 'damaged', begins: 'damaged' },
  incomplete: { kind: 'item_incomplete', state: 'incomplete', begins: 'incomplete' },
  missing: { kind: 'item_missing', state: 'missing', begins: 'missing' },
  withdrawn: { kind: 'item_withdrawn', state: 'withdrawn', begins: 'withdrawn' },
  repaired: {
    kind: 'item_repaired',
    state: 'in_use',
    ends: ['damaged'],
    ended: 'repaired',
    from: ['damaged'],
  },
  complete: {
    kind: 'item_completed',
    state: 'in_use',
    ends: ['incomplete'],
    ended: 'complete',
    from: ['incomplete'],
  },
  found: { kind: 'item_found', state: 'in_use', ends: ['missing'], ended: 'found', from: ['missing'] },
  restored: {
    kind: 'item_restored',
    state: 'in_use',
    ends: ['withdrawn', 'damaged', 'incomplete', 'missing'],
    ended: 'restored',
    from: ['withdrawn'],
  },
  catalogued: { kind: 'item_checked', ends: ['quick_added'], ended: 'catalogued' },
}

export interface Marked {
  readonly kind: EventKind
  /** The state from now on; the former one where the mark does not touch it. */
  readonly state: string
  readonly begins: ConditionKind | null
  readonly ends: readonly ConditionKind[]
  readonly ended: ConditionEnd
  /** The hold that the item had caught: whoever it was for waits again, in the old place. */
  readonly bumps: string | null
  /** Whether the object leaves the place where it was: it is at this branch now. */
  readonly moves: boolean
}

/** What a mark means for this item at a branch: every reason against it, or what it does. */
export function decideMark(
  mark: Mark,
  item: Pick<ItemFacts, 'state' | 'status' | 'hold' | 'branch_id'>,
  branch_id: string,
): { readonly go: true; readonly marked: Marked } | { readonly go: false; readonly findings: Finding[] } {
  const rule = rules[mark]
  const findings: Finding[] = []
  const begins = rule.begins ?? null
  // What is at somebody's home cannot be looked at; a lost one comes back by its scan, which settles its costs.
  if (begins !== null && item.status === 'on_loan')
    findings.push({ code: 'item_out', weight: 'stop', about: {} })
  if (item.state === 'lost' && rule.state !== undefined)
    findings.push({ code: 'item_lost', weight: 'stop', about: {} })
  const fits = rule.from ? (rule.from as readonly string[]).includes(item.state) : item.state !== rule.state
  if (rule.state !== undefined && !fits) findings.push({ code: 'item_as_said', weight: 'stop', about: {} })
  if (findings.length > 0) return { go: false, findings }
  const caught = item.status === 'hold_shelf' || item.status === 'in_transit'
  // What was lost on its way travels for nobody any more: found at home, it stands on its shelf.
  const arrived = mark === 'found' && item.status === 'in_transit' && item.branch_id === branch_id
  return {
    go: true,
    marked: {
      kind: rule.kind,
      state: rule.state ?? item.state,
      begins,
      ends: rule.ends ?? [],
      ended: rule.ended ?? 'settled',
      bumps: begins !== null && caught ? (item.hold?.hold_id ?? null) : null,
      moves: (begins !== null && caught) || arrived,
    },
  }
}
