import type { FinePolicy } from '@kaft/contract/regulation'
import { addDays, type Day, dayOf, momentOn } from '../../../base/dates.ts'
import { type Cents, percentOf } from '../../../base/money.ts'
import { type Calendar, countDayTypes, type DayType, dayTypeOf } from '../due/calendar.rules.ts'

/**
 * One step of the sum, by reference, so that it can be put in words later:
 * `late` days after the due day · `late_hours` for a fine by the hour · `not_counted` days of one type that cost nothing · `free_days` that the policy
 * gives · `rate` so many days or weeks at an amount each · `step` of a stepped fine · `extra` a surcharge ·
 * `price` of the item added · `price_unknown` where the policy needs a price that nobody knows · `cap` the maximum ·
 * `booked` what was charged already: by an invoice, or for other copies of the title.
 */
export interface FineStep {
  readonly code:
    | 'late'
    | 'late_hours'
    | 'not_counted'
    | 'free_days'
    | 'rate'
    | 'step'
    | 'extra'
    | 'price'
    | 'price_unknown'
    | 'cap'
    | 'booked'
  /** Days; for `rate` the number of days or weeks charged; for `step` and `extra` the day they begin on. */
  readonly n: number
  /** The amount that this step brings in all; for `rate` that of one day or week; for `cap` the maximum itself. */
  readonly cents: Cents
  readonly day_type?: DayType
}

export interface Fine {
  /** What is owed; never negative. Nothing owed makes no charge: an account line of 0 is never written. */
  readonly amount_cents: Cents
  /** The late days that count, before the free days of the policy; hours for a fine by the hour. */
  readonly days: number
  readonly steps: readonly FineStep[]
}

export interface FineAsk {
  readonly policy: FinePolicy
  readonly due_on: Day
  /** The day that counts as the return: today for a running fine, the set day of a book drop. */
  readonly returned_on: Day
  /** The calendar of the branch whose days count. */
  readonly calendar: Calendar
  /** Price of the item; null or 0 is unknown. */
  readonly price_cents?: Cents | null
  /** The moments, for a fine by the hour: where they are not known, the end of the due day and the start of the return's. */
  readonly due_at?: string | null
  readonly returned_at?: string | null
  /** What was charged already: by an invoice, or for other copies of the title where the fine counts per title. */
  readonly booked_cents?: Cents
}

/** The price to reckon with: the item's own, else the one that the regulation gives for items without. */
export const priceOf = (own: Cents | null, replacement: Cents | null): Cents | null =>
  own || replacement || null

interface Counted {
  readonly days: number
  readonly steps: readonly FineStep[]
}

/** The late days that count. Holidays and days without fines never do, closed days by the policy's choice. */
const countLate = ({ policy, due_on, returned_on, calendar }: FineAsk): Counted => {
  const until = policy.return_day_counts === false ? addDays(returned_on, -1) : returned_on
  const counts = countDayTypes(calendar, due_on, until)
  const late = counts.normaal + counts.boetevrij + counts.gesloten + counts.vakantie
  if (late === 0) return { days: 0, steps: [] }
  const closedCost = policy.kind !== 'per_opening_day' && policy.closed_days_count !== false
  const free: readonly DayType[] = closedCost
    ? ['boetevrij', 'vakantie']
    : ['boetevrij', 'vakantie', 'gesloten']
  const left = free.filter(type => counts[type] > 0)
  return {
    days: left.reduce((days, type) => days - counts[type], late),
    steps: [
      { code: 'late', n: late, cents: 0 },
      ...left.map(type => ({ code: 'not_counted' as const, n: counts[type], cents: 0, day_type: type })),
    ],
  }
}

const minutesBetween = (from: Temporal.Instant, until: Temporal.Instant): number =>
  Math.max(0, (until.epochMilliseconds - from.epochMilliseconds) / 60_000)

/** The started hours that count: those of holidays and of days without fines never do, as it is with days. */
const countHours = ({ policy, calendar, ...at }: FineAsk): Counted => {
  const due = Temporal.Instant.from(at.due_at ?? momentOn(addDays(at.due_on, 1), '00:00'))
  const back = Temporal.Instant.from(at.returned_at ?? momentOn(at.returned_on, '00:00'))
  let minutes = 0
  let free = 0
  for (let day = dayOf(due), from = due; minutesBetween(from, back) > 0; ) {
    const end = momentOn(addDays(day, 1), '00:00')
    const until = minutesBetween(end, back) > 0 ? end : back
    const type = dayTypeOf(calendar, day)
    const costs = type === 'normaal' || (type === 'gesloten' && policy.closed_days_count !== false)
    if (costs) minutes += minutesBetween(from, until)
    else free += minutesBetween(from, until)
    day = addDays(day, 1)
    from = end
  }
  const hours = Math.ceil(minutes / 60)
  const late = Math.ceil((minutes + free) / 60)
  return { days: hours, steps: late === 0 ? [] : [{ code: 'late_hours', n: late, cents: 0 }] }
}

const unitsOf = ({ kind, period_days = 7 }: FinePolicy, days: number): number => {
  if (kind === 'per_started_week') return Math.ceil(days / period_days)
  if (kind === 'per_full_week') return Math.floor(days / period_days)
  return days
}

/** Free days in the unit in which lateness is counted. */
const freeOf = ({ kind, free_days = 0 }: FinePolicy): number =>
  kind === 'per_started_hour' ? free_days * 24 : free_days

/** An amount for each day or week, plus the surcharges whose day has come. */
const rated = (policy: FinePolicy, days: number): FineStep[] => {
  const charged = policy.free_days_mode === 'subtract' ? days - freeOf(policy) : days
  const steps: FineStep[] = []
  if (charged < days) steps.push({ code: 'free_days', n: days - charged, cents: 0 })
  steps.push({ code: 'rate', n: unitsOf(policy, charged), cents: policy.amount_cents ?? 0 })
  for (const extra of policy.extras ?? [])
    if (extra.from_day <= days) steps.push({ code: 'extra', n: extra.from_day, cents: extra.amount_cents })
  return steps
}

/** The dearest of the steps whose day has come, and the price where a step that has come adds it. */
const stepped = (policy: FinePolicy, days: number, price: Cents | null): FineStep[] => {
  const reached = (policy.steps ?? []).filter(step => step.from_day <= days)
  const dearest = reached.toSorted((a, b) => b.amount_cents - a.amount_cents || a.from_day - b.from_day)[0]
  if (!dearest) return []
  const steps: FineStep[] = [{ code: 'step', n: dearest.from_day, cents: dearest.amount_cents }]
  const added = reached.find(step => step.plus_price)
  if (added && price === null) steps.push({ code: 'price_unknown', n: added.from_day, cents: 0 })
  else if (added) steps.push({ code: 'price', n: added.from_day, cents: price ?? 0 })
  return steps
}

const totalOf = (steps: readonly FineStep[]): Cents =>
  steps.reduce((sum, step) => sum + (step.code === 'rate' ? step.n * step.cents : step.cents), 0)

/** The lower of the two maxima, and a word when a maximum by price has no price to go by. */
const capped = (
  policy: FinePolicy,
  total: Cents,
  price: Cents | null,
): { cents: Cents; steps: FineStep[] } => {
  const byPrice = policy.cap_price_percent ?? null
  const caps = policy.cap_cents === undefined ? [] : [policy.cap_cents]
  if (byPrice !== null && price !== null) caps.push(percentOf(price, byPrice))
  const steps: FineStep[] = []
  if (byPrice !== null && price === null) steps.push({ code: 'price_unknown', n: 0, cents: 0 })
  const cap = Math.min(...caps)
  if (total <= cap) return { cents: total, steps }
  return { cents: cap, steps: [...steps, { code: 'cap', n: 0, cents: cap }] }
}

const countedOf = (ask: FineAsk): Counted => {
  if (ask.policy.kind === 'none') return { days: 0, steps: [] }
  return ask.policy.kind === 'per_started_hour' ? countHours(ask) : countLate(ask)
}

/**
 * What a late return costs. The one calculator for the desk, the portal, letters, machines and "what if I bring
 * it back on Friday?": the same policy, days and calendar give the same amount anywhere. It is never negative and
 * never falls when the return is later; an earlier (backdated) return is never dearer.
 *
 * Free days are grace unless the policy says `subtract`: up to them nothing is owed, beyond them every day counts.
 * @returns cents, counted days and the sum step by step. `boetevrij` and `vakantie` days cost nothing in any kind.
 */
export const fine = (ask: FineAsk): Fine => {
  const { policy } = ask
  const counted = countedOf(ask)
  const { days } = counted
  if (days === 0) return { amount_cents: 0, days, steps: counted.steps }
  const free = freeOf(policy)
  if (days <= free)
    return { amount_cents: 0, days, steps: [...counted.steps, { code: 'free_days', n: free, cents: 0 }] }
  const price = ask.price_cents || null
  const sum = policy.kind === 'stepped' ? stepped(policy, days, price) : rated(policy, days)
  const end = capped(policy, totalOf(sum), price)
  const booked = Math.min(ask.booked_cents ?? 0, end.cents)
  const shared: FineStep[] = booked > 0 ? [{ code: 'booked', n: 0, cents: booked }] : []
  return {
    amount_cents: end.cents - booked,
    days,
    steps: [...counted.steps, ...sum, ...end.steps, ...shared],
  }
}

/** The late days that count, for whoever counts them apart from money: a suspension. */
export const lateDays = (ask: FineAsk): number => countLate(ask).days
