import type { HoldPolicy } from '@kaft/contract'
import { addDays, type Day, daysBetween } from '../../../base/dates.ts'
import type { Copies, Served, Waiting } from '../facts/item-facts.store.ts'

/** All that choosing among the holds of one item depends on. The queue comes in the order in which it was joined. */
export interface AllocationFacts {
  readonly today: Day
  readonly item_id: string
  /** The library that owns the item: its policy decides. */
  readonly library_id: string
  readonly branch_id: string
  /** Where the item is in somebody's hands; transport is counted from there. */
  readonly at_branch_id: string
  readonly acquired_on: Day | null
  readonly queue: readonly Waiting[]
  /** Items that may be lent, by branch, this one included; and who has the others of this library now. */
  readonly copies: readonly Copies[]
  readonly served: readonly Served[]
}

/** What stands in the way of a candidate, or decided its rank. `about` holds days and counts, never a person. */
export type StandingCode =
  | 'chosen'
  | 'later'
  | 'suspended'
  | 'expired'
  | 'other_item'
  | 'after_other_volume'
  | 'new_item'
  | 'nearer_items'
  | 'over_share'
export interface Standing {
  readonly hold: Waiting
  readonly code: StandingCode
  /** 1 for who gets it; null for who cannot get it now. */
  readonly rank: number | null
  readonly own: boolean
  /** The day that counts in the order: that of placing, and later for each step of transport. */
  readonly counts_from: Day
  readonly steps: number
  readonly about: Readonly<Record<string, string | number>>
}

const ringOf = (f: AllocationFacts, hold: Waiting): 'branch' | 'library' | 'beyond' => {
  if (hold.pickup_branch_id === f.branch_id) return 'branch'
  return hold.pickup_library_id === f.library_id ? 'library' : 'beyond'
}

/** How far an item is carried to a branch, in steps: as the library ranked it, or 0, 1 and 2. */
export function stepsTo(f: AllocationFacts, policy: HoldPolicy, hold: Waiting): number {
  const { at_branch_id: from } = f
  const to = hold.pickup_branch_id
  if (from === to) return 0
  const set = policy.transport.find(t => t.from_branch_id === from && t.to_branch_id === to)
  return set?.steps ?? (hold.pickup_library_id === f.library_id ? 1 : 2)
}

type Obstacle = readonly [code: StandingCode, about: Readonly<Record<string, string | number>>]
type Rule = (f: AllocationFacts, policy: HoldPolicy, hold: Waiting) => Obstacle | null

const itemsAt = (f: AllocationFacts, is: (c: Copies) => boolean): number =>
  f.copies.filter(is).reduce((sum, c) => sum + c.items, 0)

/** So long a hold is left to the items of its own branch, and then of its own library, if there are any. */
const leftToNearer: Rule = (f, { wait_days }, hold) => {
  if (wait_days.branch + wait_days.library === 0) return null
  const ring = ringOf(f, hold)
  if (ring === 'branch') return null
  const waited = daysBetween(hold.placed_on, f.today)
  const atBranch = itemsAt(f, c => c.branch_id === hold.pickup_branch_id)
  if (atBranch > 0 && waited < wait_days.branch)
    return ['nearer_items', { items: atBranch, until: addDays(hold.placed_on, wait_days.branch) }]
  const inLibrary = itemsAt(f, c => c.library_id === hold.pickup_library_id)
  const both = wait_days.branch + wait_days.library
  if (ring === 'beyond' && inLibrary > 0 && waited < both)
    return ['nearer_items', { items: inLibrary, until: addDays(hold.placed_on, both) }]
  return null
}

/** Why a hold gets nothing from this item, whoever else waits; in the order in which they are told. */
const rules: readonly Rule[] = [
  (f, _, h) =>
    h.suspended_until !== null && h.suspended_until > f.today
      ? ['suspended', { until: h.suspended_until }]
      : null,
  (f, _, h) =>
    h.expires_on !== null && h.expires_on < f.today ? ['expired', { until: h.expires_on }] : null,
  (f, _, h) => (h.wanted_item_id !== null && h.wanted_item_id !== f.item_id ? ['other_item', {}] : null),
  (_, __, h) => (h.after_open ? ['after_other_volume', {}] : null),
  (f, { new_item_days }, h) => {
    if (new_item_days === 0 || f.acquired_on === null || h.library_id === f.library_id) return null
    const until = addDays(f.acquired_on, new_item_days)
    return until > f.today ? ['new_item', { until }] : null
  },
  leftToNearer,
]
const obstacleOf = (f: AllocationFacts, policy: HoldPolicy, hold: Waiting): Obstacle | null => {
  for (const rule of rules) {
    const found = rule(f, policy, hold)
    if (found) return found
  }
  return null
}

/** How many of the library's items of this title another library may have at once: its share, and never less than one. */
export const capOf = (f: AllocationFacts, percent: number): number =>
  Math.max(1, Math.floor((itemsAt(f, c => c.library_id === f.library_id) * percent) / 100))

const overShare = (f: AllocationFacts, policy: HoldPolicy, hold: Waiting): Obstacle | null => {
  if (policy.share_percent === null || hold.library_id === f.library_id) return null
  const cap = capOf(f, policy.share_percent)
  const has = f.served.find(s => s.library_id === hold.library_id)?.items ?? 0
  return has >= cap ? ['over_share', { items: has, cap }] : null
}

/** What all candidates are measured by, made ready once: a queue may be long, and days are dear to reckon with. */
interface Choice {
  readonly f: AllocationFacts
  readonly policy: HoldPolicy
  /** Whoever joined on this day or before equals an own reader; null: nobody ever does. */
  readonly equal_until: Day | null
}

/** Own readers come first, until somebody else has waited so long that only the date counts. */
const isFirst = ({ f, policy, equal_until }: Choice, hold: Waiting): boolean =>
  !policy.own_first ||
  hold.library_id === f.library_id ||
  (equal_until !== null && hold.placed_on <= equal_until)

interface Ranked extends Omit<Standing, 'rank'> {
  readonly first: boolean
  readonly at: number
}
const rankOf = (choice: Choice, hold: Waiting, at: number): Ranked => {
  const { f, policy } = choice
  const obstacle = obstacleOf(f, policy, hold)
  const steps = stepsTo(f, policy, hold)
  return {
    hold,
    code: obstacle?.[0] ?? 'later',
    about: obstacle?.[1] ?? {},
    own: hold.library_id === f.library_id,
    first: isFirst(choice, hold),
    counts_from: later(hold.placed_on, steps * policy.transport_step_days),
    steps,
    at,
  }
}
const later = (day: Day, days: number): Day => (days === 0 ? day : addDays(day, days))
const inOrder = (a: Ranked, b: Ranked): number => {
  if (a.first !== b.first) return a.first ? -1 : 1
  if (a.counts_from !== b.counts_from) return a.counts_from < b.counts_from ? -1 : 1
  return a.at - b.at
}

/**
 * Who gets this item: every candidate with its rank or with what stands in its way, the chosen one first. The same
 * facts give the same answer, at whatever desk and however often they are asked.
 */
export function allocate(f: AllocationFacts, policy: HoldPolicy): Standing[] {
  const { equal_after_days: days } = policy
  const choice = { f, policy, equal_until: days === null ? null : addDays(f.today, -days) }
  const ranked = f.queue.map((hold, at) => rankOf(choice, hold, at))
  const able = ranked.filter(r => r.code === 'later').sort(inOrder)
  const capped = new Map(able.map(r => [r, overShare(f, policy, r.hold)] as const))
  // A cap shares out what is scarce: when nobody else can use the item, it is not kept from who can.
  const within = able.filter(r => !capped.get(r))
  const line = within.length > 0 ? within : able
  const beyond = within.length > 0 ? able.filter(r => capped.get(r)) : []
  return [
    ...line.map((r, i) => standing(r, i === 0 ? 'chosen' : 'later', i + 1)),
    ...beyond.map(r => standing(r, 'over_share', null, capped.get(r)?.[1])),
    ...ranked.filter(r => r.code !== 'later').map(r => standing(r, r.code, null)),
  ]
}

const standing = (
  { hold, own, counts_from, steps, about }: Ranked,
  code: StandingCode,
  rank: number | null,
  more?: Standing['about'],
): Standing => ({ hold, code, rank, own, counts_from, steps, about: more ?? about })

/** Whose turn it is for an item in the hand, or null when nobody can use it now. */
export const nextFor = (f: AllocationFacts, policy: HoldPolicy): Waiting | null => {
  const first = allocate(f, policy)[0]
  return first?.code === 'chosen' ? first.hold : null
}
