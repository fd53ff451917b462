import type { KeepReason, RetentionState } from '@kaft/contract'
import { addDays, addMonths, type Day, latestDay } from '../../../base/dates.ts'

/** What is known of a record on the day of a run. Days are days in Brussels. */
export interface Life {
  /** The last day of the last membership; null while it has no end. */
  readonly member_until: Day | null
  /** Null where it never happened, or was forgotten and stands in none of the others. */
  readonly last_return_on: Day | null
  readonly last_hold_closed_on: Day | null
  readonly last_settled_on: Day | null
  readonly open_loans: number
  readonly open_holds: number
  /** Above zero the person owes, below zero the library does. */
  readonly balance_cents: number
  readonly deposit_cents: number
  readonly open_claims: number
  /** Blocks that no day ends and nobody lifted, such as that of a bailiff. */
  readonly blocks: readonly { readonly reason: string; readonly since: Day; readonly until: Day | null }[]
  /** The last day on which a merge can be taken back. */
  readonly merge_until: Day | null
  /** Restriction of processing (art. 18 GDPR): nothing happens to the record. */
  readonly restricted_since: Day | null
}

export interface Retained {
  readonly state: RetentionState
  /** From when the term runs: the latest of the end, the last return, the last settlement, the last reservation closed. */
  readonly since: Day | null
  /** The day of the run that removes the record. */
  readonly goes_on: Day | null
  /** All of them: a record that stays says everything that keeps it. */
  readonly reasons: readonly KeepReason[]
}

/** "Maximaal twee jaar na beëindiging van uw bibliotheeklidmaatschap" (mission document, "Hoe" 5). */
export const TERM_MONTHS = 24

/**
 * The run that removes: the one after the last day kept. Two years after 31 March is 31 March, and the run of 1 April
 * removes; two years after 29 February is 28 February, and the run of 1 March does.
 */
export const removedBy = (since: Day): Day => addDays(addMonths(since, TERM_MONTHS), 1)

/** What keeps a record whatever its term says: with one of these nobody is erased, also not at their own request. */
export function openReasons(life: Life, today: Day): KeepReason[] {
  const reasons: KeepReason[] = []
  if (life.open_loans > 0) reasons.push({ code: 'open_loans', count: life.open_loans })
  if (life.open_holds > 0) reasons.push({ code: 'open_holds', count: life.open_holds })
  if (life.balance_cents > 0) reasons.push({ code: 'open_costs', cents: life.balance_cents })
  const credit = Math.max(0, -life.balance_cents) + life.deposit_cents
  if (credit > 0) reasons.push({ code: 'open_credit', cents: credit })
  if (life.open_claims > 0) reasons.push({ code: 'open_claims', count: life.open_claims })
  for (const { reason, since, until } of life.blocks) {
    if (until === null) reasons.push({ code: 'blocked', since, text: reason })
    else if (until >= today) reasons.push({ code: 'blocked', since, until, text: reason })
  }
  if (life.merge_until !== null && life.merge_until >= today)
    reasons.push({ code: 'merge_open', until: life.merge_until })
  if (life.restricted_since !== null) reasons.push({ code: 'restricted', since: life.restricted_since })
  return reasons
}

/**
 * Where a record stands (P54–P59): `active` while there is a membership, `waiting` while something is open, `counting`
 * while the two years run, `due` when they are over. A loan, a charge or a new membership leads back by itself, since
 * nothing is remembered but what is so.
 */
export function retentionOf(life: Life, today: Day): Retained {
  const open = openReasons(life, today)
  if (life.member_until === null || life.member_until >= today) {
    const member: KeepReason = { code: 'member', ...(life.member_until ? { until: life.member_until } : {}) }
    return { state: 'active', since: null, goes_on: null, reasons: [member, ...open] }
  }
  if (open.length > 0) return { state: 'waiting', since: null, goes_on: null, reasons: open }
  const since = [life.last_return_on, life.last_hold_closed_on, life.last_settled_on].reduce<Day>(
    (latest, day) => (day === null ? latest : latestDay(latest, day)),
    life.member_until,
  )
  const goes_on = removedBy(since)
  if (goes_on <= today) return { state: 'due', since, goes_on, reasons: [] }
  return {
    state: 'counting',
    since,
    goes_on,
    reasons: [{ code: 'term_runs', since, until: addDays(goes_on, -1) }],
  }
}
