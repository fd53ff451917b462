import type { SimulatedGroup, SimulatedMeasure } from '@kaft/contract'
import type { Static } from 'typebox'
import type { PastLoan, Replayed } from './past-loan.rules.ts'

export type Measure = Static<typeof SimulatedMeasure>
export type Group = Static<typeof SimulatedGroup>

/** Sums over loans; averages are made when they are read. */
interface Sums {
  lent: number
  refused: number
  renewals: number
  days: number
  late: number
  fine_cents: number
  waits: number
  wait_days: number
}
const zero = (): Sums => ({
  lent: 0,
  refused: 0,
  renewals: 0,
  days: 0,
  late: 0,
  fine_cents: 0,
  waits: 0,
  wait_days: 0,
})

interface Pair {
  loans: number
  readonly before: Sums
  readonly after: Sums
}
const pair = (): Pair => ({ loans: 0, before: zero(), after: zero() })

/** By what the outcome is split. */
export const splits = ['membership_type', 'item_type', 'branch_id'] as const
export type Split = (typeof splits)[number]

export interface Tally {
  readonly all: Pair
  readonly by: Readonly<Record<Split, Map<string, Pair>>>
}
export const newTally = (): Tally => ({
  all: pair(),
  by: { membership_type: new Map(), item_type: new Map(), branch_id: new Map() },
})

function add(sums: Sums, one: Replayed): void {
  if (one.refused) {
    sums.refused++
    return
  }
  sums.lent++
  sums.renewals += one.renewals
  sums.days += one.days
  if (one.late_days > 0) sums.late++
  sums.fine_cents += one.fine_cents
  if (one.hold_wait_days === null) return
  sums.waits++
  sums.wait_days += one.hold_wait_days
}

/** Counts one loan, as it would have been under each of the two versions. */
export function count(tally: Tally, loan: PastLoan, before: Replayed, after: Replayed): void {
  const into = [tally.all]
  for (const split of splits) {
    const key = loan[split] ?? ''
    let group = tally.by[split].get(key)
    if (!group) tally.by[split].set(key, (group = pair()))
    into.push(group)
  }
  for (const group of into) {
    group.loans++
    add(group.before, before)
    add(group.after, after)
  }
}

const average = (sum: number, of: number): number | null =>
  of === 0 ? null : Math.round((sum / of) * 10) / 10

const measured = (s: Sums): Measure => ({
  lent: s.lent,
  refused: s.refused,
  renewals: s.renewals,
  average_days: average(s.days, s.lent),
  late: s.late,
  fine_cents: s.fine_cents,
  holds: s.waits,
  average_wait_days: average(s.wait_days, s.waits),
})

/** A group of fewer loans could tell of one reader, so it is named and not measured. */
export const FEWEST = 5

const grouped = (key: string | null, p: Pair): Group =>
  p.loans < FEWEST
    ? { key, loans: null, before: null, after: null }
    : { key, loans: p.loans, before: measured(p.before), after: measured(p.after) }

/** The outcome: all loans together, and each split with its largest group first. */
export const outcomeOf = (tally: Tally): { all: Group; by: Record<Split, Group[]> } => {
  const split = (name: Split): Group[] =>
    [...tally.by[name]]
      .toSorted(([a, p], [b, q]) => q.loans - p.loans || (a < b ? -1 : 1))
      .map(([key, p]) => grouped(key === '' ? null : key, p))
  return {
    all: grouped(null, tally.all),
    by: {
      membership_type: split('membership_type'),
      item_type: split('item_type'),
      branch_id: split('branch_id'),
    },
  }
}
