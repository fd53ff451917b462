import type { Code, RegulationTrace, ResolvedLimit } from '@kaft/contract'
import { ageOn, type Day, daysBetween } from '../../../base/dates.ts'
import { type Decision, type Finding, weigh } from '../../../base/decision.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { type DueResult, loanDue } from '../due/due.rules.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import type { PatronFacts } from '../facts/patron-facts.store.ts'
import { fromRule, patronFindings } from '../facts/patron.rules.ts'
import { placeInQueue } from '../holds/queue.rules.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { fillFrom, type Resolved, resolve } from '../regulation/resolve.rules.ts'

/** All that lending depends on. The stores read it; a rule never fetches. */
export interface CheckoutFacts {
  readonly today: Day
  readonly branch_id: string
  readonly library_id: string
  readonly patron: PatronFacts
  readonly item: ItemFacts
  readonly regulation: CompiledRegulation | null
  readonly calendar: Calendar | null
}

export interface CheckoutEffect {
  readonly due_on: Day
  readonly resolved: Resolved
  readonly version_id: string
  /** The hold that this loan fills, caught or still waiting. */
  readonly fills: string | null
  /** The hold of another whose caught item is lent all the same: it waits again, in its old place. */
  readonly bumps: string | null
  /** The loan of another patron that ends because this one begins. */
  readonly ends_loan: ItemFacts['loan']
  readonly lending_fee_cents: number
}

interface Weighed extends CheckoutFacts {
  readonly resolved: Resolved
  readonly due: DueResult | null
  readonly version_id: string | null
}
type Rule = (f: Weighed) => Finding | readonly Finding[] | false

/** How many of the patron's loans a limit counts; `own` is this item, which it is about. */
export function countedBy(
  limit: ResolvedLimit,
  { patron, item, branch_id, library_id }: CheckoutFacts,
): number {
  const loans = patron.loans.filter(
    l =>
      (limit.within === 'cooperation' ||
        (limit.within === 'library' ? l.lent_library_id === library_id : l.branch_id === branch_id)) &&
      (limit.of === 'all' ||
        (limit.of === 'same_item_type' ? l.item_type === item.item_type : limit.of.includes(l.item_type))),
  )
  if (limit.counts !== 'titles') return loans.length
  return new Set(loans.map(l => l.title_id).filter(id => id !== item.title_id)).size
}
const concerns = (limit: ResolvedLimit, item_type: string): boolean =>
  limit.of === 'all' || limit.of === 'same_item_type' || limit.of.includes(item_type)

const rules: readonly Rule[] = [
  f => patronFindings({ patron: f.patron, today: f.today, version_id: f.version_id, resolved: f.resolved }),

  ({ item }) => item.state === 'withdrawn' && { code: 'item_withdrawn', weight: 'stop', about: {} },
  ({ item }) => item.state === 'missing' && { code: 'item_missing', weight: 'ask', about: {} },

  f =>
    !f.regulation && {
      code: 'no_rule',
      weight: 'stop',
      about: { membership_type: f.patron.membership_type, item_type: f.item.item_type },
    },
  f =>
    f.regulation !== null &&
    f.resolved.values.period === null &&
    f.resolved.values.loanable && {
      code: 'no_rule',
      weight: 'stop',
      about: { membership_type: f.patron.membership_type, item_type: f.item.item_type },
    },
  f => (!f.calendar || f.due?.ok === false) && { code: 'no_calendar', weight: 'stop', about: {} },

  f => !f.item.loanable && { code: 'item_not_loanable', weight: 'ask', about: {} },
  f =>
    f.item.loanable &&
    !f.resolved.values.loanable && {
      code: 'item_not_loanable',
      weight: 'ask',
      about: { item_type: f.item.item_type, membership_type: f.patron.membership_type },
      rule: fromRule(f.version_id, f.resolved, 'loanable'),
    },

  f => {
    const least = f.resolved.values.min_age
    const age = f.patron.birth_on ? ageOn(f.patron.birth_on, f.today) : null
    return (
      least !== null &&
      age !== null &&
      age < least && {
        code: 'age_too_low',
        weight: 'ask',
        about: { from_age: least },
        rule: fromRule(f.version_id, f.resolved, 'min_age'),
      }
    )
  },

  f =>
    f.resolved.values.limits
      .filter(limit => concerns(limit, f.item.item_type) && countedBy(limit, f) >= limit.max)
      .map(limit => ({
        code: 'limit_reached' as const,
        weight: 'ask' as const,
        about: {
          limit: limit.max,
          has: countedBy(limit, f),
          within: limit.within,
          item_type: limit.of === 'all' ? null : f.item.item_type,
        },
        rule: { version_id: f.version_id, row_no: limit.row_no, value: 'limits' },
      })),

  ({ item, patron }) =>
    item.status === 'on_loan' &&
    item.loan?.patron_id === patron.patron_id && {
      code: 'item_on_loan_here',
      weight: 'stop',
      about: { due_on: item.due_on },
    },
  // Says that another has it, never who: the portal and the self-service machine ask this too.
  ({ item, patron }) =>
    item.status === 'on_loan' &&
    item.loan?.patron_id !== patron.patron_id && { code: 'item_on_loan_elsewhere', weight: 'ask', about: {} },

  ({ item, patron }) =>
    (item.hold !== null
      ? item.hold.patron_id !== patron.patron_id
      : !placeInQueue(item, patron.patron_id).may_take) && {
      code: 'held_for_another',
      weight: 'ask',
      about: {},
    },

  ({ item }) => item.note !== null && { code: 'item_note', weight: 'info', about: { note: item.note } },
]

/** The effective values for lending this item to this patron here and now. */
export const valuesFor = (f: CheckoutFacts, action: 'loan' | 'renewal'): Resolved =>
  f.regulation
    ? resolve(f.regulation, {
        branch_id: f.branch_id,
        membership_type: f.patron.membership_type,
        age: f.patron.birth_on ? ageOn(f.patron.birth_on, f.today) : null,
        item_type: f.item.item_type,
        shelf: f.item.shelf,
        item_age_days: f.item.acquired_on ? Math.max(0, daysBetween(f.item.acquired_on, f.today)) : null,
        action,
        on: f.today,
      })
    : fillFrom([])

const isOwn = ({ item, patron }: CheckoutFacts): boolean => item.hold?.patron_id === patron.patron_id

const dueOf = (f: CheckoutFacts, resolved: Resolved): DueResult | null => {
  const { period } = resolved.values
  if (!f.calendar || !period) return null
  return loanDue(
    { ...resolved.values, period },
    { today: f.today, calendar: f.calendar, membership_ends_on: f.patron.member_until },
  )
}

/** Whether this item may be lent to this patron now: every reason at once, and how the due day came about. */
export function decideCheckout(
  f: CheckoutFacts,
  accepted: ReadonlySet<Code>,
): Decision<CheckoutEffect, RegulationTrace | null> {
  const resolved = valuesFor(f, 'loan')
  const due = dueOf(f, resolved)
  const version_id = f.regulation?.version_id ?? null
  const findings = rules.flatMap(rule => rule({ ...f, resolved, due, version_id }) || [])
  const trace: RegulationTrace | null = version_id
    ? {
        version_id,
        rows: [...resolved.rows],
        ...(due?.ok ? { steps: due.steps.map(s => [s.code, s.days] as [typeof s.code, number]) } : {}),
      }
    : null
  return weigh(findings, accepted, {
    trace,
    effect: () => {
      if (!due?.ok || version_id === null) throw new Error('a loan without a due day')
      const fee = resolved.values.lending_fee
      const age = f.patron.birth_on ? ageOn(f.patron.birth_on, f.today) : null
      return {
        due_on: due.due_on,
        resolved,
        version_id,
        fills: isOwn(f)
          ? (f.item.hold?.hold_id ?? null)
          : placeInQueue(f.item, f.patron.patron_id).own_hold_id,
        bumps: f.item.hold && !isOwn(f) ? f.item.hold.hold_id : null,
        ends_loan: f.item.loan,
        lending_fee_cents: fee.from_age === undefined || (age ?? 150) >= fee.from_age ? fee.cents : 0,
      }
    },
  })
}
