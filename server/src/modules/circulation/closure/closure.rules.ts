import type { ClosurePlan, ClosurePreview, ResolvedValues } from '@kaft/contract'
import { addDays, type Day } from '../../../base/dates.ts'
import { newDue } from '../bulk/loans.rules.ts'
import { type Calendar, type DayType, isOpen, nextOpenDay } from '../due/calendar.rules.ts'
import { fine, priceOf } from '../fines/fine.rules.ts'
import { reminderDays } from '../reminders/reminder-days.rules.ts'

/** Every day of a period. */
export const daysOf = (from: Day, until: Day): Day[] => {
  const days: Day[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day)
  return days
}

/** A calendar as it would be with these days. */
export const withDays = (calendar: Calendar, days: readonly Day[], type: DayType): Calendar => ({
  ...calendar,
  days: new Map([...calendar.days, ...days.map(day => [day, type] as const)]),
})

/**
 * The days that a closure sets. A day that the week has closed already is set only by a holiday, whose rule counts the
 * days between; fine-free days are set where the branch is open and nowhere else, or they would open it.
 */
export const daysToSet = (
  calendar: Calendar,
  plan: Pick<ClosurePlan, 'type' | 'from_on' | 'until_on'>,
): Day[] =>
  daysOf(plan.from_on, plan.until_on).filter(day => plan.type !== 'boetevrij' || isOpen(calendar, day))

/** The change of many that moves the dates of a closure; null where none move. */
export const changeOf = (
  plan: Pick<ClosurePlan, 'moves' | 'until_on'>,
): { kind: 'loan_off_closed' } | { kind: 'loan_due'; on: Day } | null =>
  plan.moves === 'none'
    ? null
    : plan.moves === 'after'
      ? { kind: 'loan_due', on: addDays(plan.until_on, 1) }
      : { kind: 'loan_off_closed' }

export interface DueGroup {
  readonly branch_id: string
  readonly on: Day
  readonly count: number
}
export interface LateGroup extends DueGroup {
  readonly resolved: ResolvedValues
  readonly price_cents: number | null
}
type Calendars = ReadonlyMap<string, Calendar>

/** Where the due days of the period go. */
export function movedLoans(
  plan: ClosurePlan,
  groups: readonly DueGroup[],
  at: { readonly after: Calendars; readonly today: Day },
): ClosurePreview['loans'] {
  const change = changeOf(plan)
  const by_day: ClosurePreview['loans']['by_day'] = []
  let staying = 0
  for (const { branch_id, on, count } of groups) {
    const calendar = at.after.get(branch_id) ?? null
    const due = change && newDue(change, { due_on: on, calendar, today: at.today })
    if (due?.ok) by_day.push({ branch_id, from: on, to: due.due_on, count })
    else staying += count
  }
  return { moving: by_day.reduce((sum, row) => sum + row.count, 0), staying, by_day }
}

/** Where the last days on the hold shelf go: a hold waits until a day on which its reader can come. */
export function movedHolds(groups: readonly DueGroup[], after: Calendars): ClosurePreview['holds'] {
  const by_day: ClosurePreview['holds']['by_day'] = []
  let staying = 0
  for (const { branch_id, on, count } of groups) {
    const calendar = after.get(branch_id)
    const to = calendar ? nextOpenDay(calendar, on) : null
    if (to !== null && to !== on) by_day.push({ branch_id, from: on, to, count })
    else staying += count
  }
  return { moving: by_day.reduce((sum, row) => sum + row.count, 0), staying, by_day }
}

/** What runs until the branch can take back again: by the dates as they are, and as they would be. */
export function runningFines(
  plan: ClosurePlan,
  groups: readonly LateGroup[],
  at: { readonly before: Calendars; readonly after: Calendars; readonly today: Day },
): ClosurePreview['fines'] {
  const change = changeOf(plan)
  let [late, before_cents, after_cents] = [0, 0, 0]
  for (const { branch_id, on, count, resolved, price_cents } of groups) {
    const [old, next] = [at.before.get(branch_id), at.after.get(branch_id)]
    if (!old || !next) continue
    const back = nextOpenDay(next, addDays(plan.until_on, 1)) ?? addDays(plan.until_on, 1)
    const inside = on >= plan.from_on
    const due = inside && change ? newDue(change, { due_on: on, calendar: next, today: at.today }) : null
    const owed = (due_on: Day, calendar: Calendar): number =>
      fine({
        policy: resolved.fine,
        due_on,
        returned_on: back,
        calendar,
        price_cents: priceOf(price_cents, resolved.replacement_cents),
      }).amount_cents * count
    late += count
    before_cents += owed(on, old)
    after_cents += owed(due?.ok ? due.due_on : on, next)
  }
  return { late, before_cents, after_cents }
}

/** Messages that the dates of now plan for days of the closure. */
export function plannedMessages(
  plan: ClosurePlan,
  groups: readonly Pick<LateGroup, 'on' | 'count' | 'resolved'>[],
): ClosurePreview['messages'] {
  const inside = (day: Day | null | undefined): boolean =>
    day !== null && day !== undefined && day >= plan.from_on && day <= plan.until_on
  let [predue, reminders, invoices] = [0, 0, 0]
  for (const { on, count, resolved } of groups) {
    const days = reminderDays(resolved.reminders, on)
    if (inside(days.predue)) predue += count
    reminders += days.steps.filter(inside).length * count
    if (inside(days.invoice)) invoices += count
  }
  return { predue, reminders, invoices }
}
