import type { Code, RegulationTrace } from '@kaft/contract'
import { type Day, dayOf, daysBetween } from '../../../base/dates.ts'
import { type Decision, type Finding, weigh } from '../../../base/decision.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { type DueResult, loanDue } from '../due/due.rules.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import { ageOf, judgeFacts, patronFindings } from '../facts/patron.rules.ts'
import type { PatronFacts } from '../facts/patron-facts.store.ts'
import { feeFor } from '../fines/lending-fee.rules.ts'
import { type Bag, bagFindings, dueByRound } from '../home-delivery/bag.rules.ts'
import { placeInQueue } from '../holds/queue.rules.ts'
import { acceptFindings } from '../regulation/accepts.rules.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { loanFindings, type Source } from '../regulation/judge.rules.ts'
import { type RegulationQuery, type Resolved, resolve } from '../regulation/resolve.rules.ts'
import { traceOf } from '../regulation/trace.rules.ts'

/** All that lending depends on. The stores read it; a rule never fetches. */
export interface CheckoutFacts {
  readonly today: Day
  /** The moment, for what is lent by the hour. */
  readonly at?: string
  readonly source?: Source
  readonly branch_id: string
  readonly library_id: string
  readonly patron: PatronFacts
  readonly item: ItemFacts
  readonly regulation: CompiledRegulation | null
  readonly calendar: Calendar | null
  /** The desk asks for a second loan of what this patron was lent today: the first one ends. */
  readonly lends_again?: boolean
  /** The child of a class list that was named is not on the list of this card. */
  readonly child_unknown?: boolean
  /** The bag of home delivery that it goes into; null or absent where it goes into none. */
  readonly bag?: Bag | null
}

export interface CheckoutEffect {
  readonly due_on: Day
  readonly due_at: string | null
  readonly resolved: Resolved
  readonly version_id: string
  /** The hold that this loan fills, caught or still waiting. */
  readonly fills: string | null
  /** The hold of another whose caught item is lent all the same: it waits again, in its old place. */
  readonly bumps: string | null
  /** The loan of another patron that ends because this one begins. */
  readonly ends_loan: ItemFacts['loan']
  readonly lending_fee_cents: number
  /** What picking up the reserved item costs. */
  readonly pickup_cents: number
}

/** What the regulation is asked about this patron and item. */
export const queryOf = (
  f: Pick<CheckoutFacts, 'today' | 'branch_id' | 'patron'> & {
    readonly item: Pick<ItemFacts, 'item_type' | 'shelf' | 'acquired_on'>
  },
  action: 'loan' | 'renewal',
): RegulationQuery => ({
  branch_id: f.branch_id,
  membership_type: f.patron.membership_type,
  age: ageOf(f.patron, f.today),
  item_type: f.item.item_type,
  shelf: f.item.shelf,
  item_age_days: f.item.acquired_on ? Math.max(0, daysBetween(f.item.acquired_on, f.today)) : null,
  action,
  on: f.today,
})

const isOwn = ({ item, patron }: CheckoutFacts): boolean =>
  item.hold !== null && patron.holds.includes(item.hold.hold_id)

/** A second loan to the same patron on the same day, where the desk asks for it. */
const isSecondToday = (f: CheckoutFacts): boolean =>
  f.lends_again === true && f.item.loan !== null && dayOf(f.item.loan.lent_at) === f.today

type Rule = (f: CheckoutFacts) => Finding | false
/** What the item itself says, beside the regulation. */
const itemRules: readonly Rule[] = [
  f => f.child_unknown === true && { code: 'child_unknown', weight: 'stop', about: {} },
  ({ item }) => item.state === 'withdrawn' && { code: 'item_withdrawn', weight: 'stop', about: {} },
  ({ item }) => item.state === 'lost' && { code: 'item_lost', weight: 'stop', about: {} },
  ({ item }) => item.state === 'missing' && { code: 'item_missing', weight: 'ask', about: {} },
  ({ item }) => item.state === 'damaged' && { code: 'item_damaged', weight: 'ask', about: {} },
  ({ item }) => item.state === 'incomplete' && { code: 'item_incomplete', weight: 'ask', about: {} },
  ({ item }) => !item.loanable && { code: 'item_not_loanable', weight: 'ask', about: {} },
  f =>
    f.item.status === 'on_loan' &&
    f.item.loan?.patron_id === f.patron.patron_id &&
    !isSecondToday(f) && {
      code: 'item_on_loan_here',
      weight: 'stop',
      about: { due_on: f.item.due_on },
    },
  // Says that another has it, never who: the portal and the self-service machine ask this too.
  ({ item, patron }) =>
    item.status === 'on_loan' &&
    item.loan?.patron_id !== patron.patron_id && { code: 'item_on_loan_elsewhere', weight: 'ask', about: {} },
  f =>
    (f.item.hold !== null ? !isOwn(f) : !placeInQueue(f.item, f.patron.holds, f).may_take) && {
      code: 'held_for_another',
      weight: 'ask',
      about: {},
    },
  ({ item }) =>
    item.note !== null &&
    item.note_when !== 'return' && {
      code: 'item_note',
      weight: item.note_ask ? 'ask' : 'info',
      about: { note: item.note },
    },
]

interface Ruled {
  readonly resolved: Resolved
  readonly due: DueResult | null
  readonly findings: readonly Finding[]
}
/** What the regulation and the calendar say; null while the library has no regulation in force. */
function ruledBy(f: CheckoutFacts): Ruled | null {
  if (!f.regulation) return null
  const query = queryOf(f, 'loan')
  const resolved = resolve(f.regulation, query)
  const { period } = resolved.values
  const plain =
    f.calendar && period
      ? loanDue(
          { ...resolved.values, period },
          {
            today: f.today,
            ...(f.at ? { now: f.at } : {}),
            calendar: f.calendar,
            membership_ends_on: f.patron.member_until,
          },
        )
      : null
  const { calendar: opening, patron } = f
  const due =
    plain && opening
      ? dueByRound(plain, f.bag ?? null, { calendar: opening, patron_id: patron.patron_id })
      : plain
  const findings = loanFindings(
    f.regulation,
    resolved,
    // The loan that ends by this one does not count for the limits.
    judgeFacts(without(f.patron, f.item.item_id), query, {
      library_id: f.library_id,
      title_id: f.item.title_id,
      label_age: f.item.age_label,
      source: f.source,
    }),
  )
  const calendar: Finding[] =
    !f.calendar || due?.ok === false ? [{ code: 'no_calendar', weight: 'stop', about: {} }] : []
  return { resolved, due, findings: [...findings, ...calendar] }
}
const without = (patron: PatronFacts, item_id: string): PatronFacts => ({
  ...patron,
  loans: patron.loans.filter(l => l.item_id !== item_id),
})
const noRule = (f: CheckoutFacts): Finding => ({
  code: 'no_rule',
  weight: 'stop',
  about: { membership_type: f.patron.membership_type, item_type: f.item.item_type },
})

/** Whether this item may be lent to this patron now: every reason at once, and how the due day came about. */
export function decideCheckout(
  f: CheckoutFacts,
  accepted: ReadonlySet<Code>,
): Decision<CheckoutEffect, RegulationTrace | null> {
  const ruled = ruledBy(f)
  const findings = [
    ...patronFindings(f.patron, f.today, { action: 'loan', source: f.source }),
    ...acceptFindings(f.patron, f.regulation),
    ...bagFindings(f.bag ?? null, f.patron.patron_id),
    ...itemRules.map(rule => rule(f)).filter(found => found !== false),
    ...(ruled ? ruled.findings : [noRule(f)]),
  ]
  // "Not loanable" may come from the item and from the regulation; the reader of the row needs it once.
  const distinct = findings.filter(
    (x, i) => x.code !== 'item_not_loanable' || findings.findIndex(y => y.code === x.code) === i,
  )
  return weigh(distinct, accepted, {
    trace:
      f.regulation && ruled
        ? traceOf(f.regulation, ruled.resolved, ruled.due?.ok ? ruled.due.steps : [])
        : null,
    effect: () => effectOf(f, ruled),
  })
}

function effectOf(f: CheckoutFacts, ruled: Ruled | null): CheckoutEffect {
  if (!f.regulation || !ruled?.due?.ok) throw new Error('a loan without a due day')
  const { resolved, due } = ruled
  const fills = isOwn(f)
    ? (f.item.hold?.hold_id ?? null)
    : placeInQueue(f.item, f.patron.holds, f).own_hold_id
  return {
    due_on: due.due_on,
    due_at: due.due_at,
    resolved,
    version_id: f.regulation.version_id,
    fills,
    bumps: f.item.hold && !isOwn(f) ? f.item.hold.hold_id : null,
    ends_loan: f.item.loan,
    lending_fee_cents: feeFor(resolved, ageOf(f.patron, f.today)),
    // As it was promised when the hold was placed: a later regulation does not change it.
    pickup_cents: f.patron.pickup_costs.find(c => c.hold_id === fills)?.cents ?? 0,
  }
}
