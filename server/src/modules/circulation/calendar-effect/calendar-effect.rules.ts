import type { FinePolicy } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import { type Calendar, type DayType, isOpen } from '../due/calendar.rules.ts'
import { fine, priceOf } from '../fines/fine.rules.ts'
import { stopsOn } from '../fines/stops-on.rules.ts'

/** Late loans that are alike: what one of them costs, all of them cost. */
export interface LateGroup {
  readonly due_on: Day
  readonly due_at: string | null
  readonly claimed_on: Day | null
  readonly policy: FinePolicy
  readonly replacement_cents: number | null
  readonly price_cents: number | null
  readonly loans: number
}
export interface DayChange {
  readonly set: readonly { readonly on_day: Day; readonly type: DayType }[]
  readonly clear: readonly Day[]
}
export interface CalendarEffect {
  /** Late loans whose running fine changes, and what all of them come to before and after. */
  readonly loans: number
  readonly before_cents: number
  readonly after_cents: number
}

/** The calendar as it would be: exceptional days set, and others given back to the week. */
export function changedCalendar(calendar: Calendar, { set, clear }: DayChange): Calendar {
  const days = new Map(calendar.days)
  for (const day of clear) days.delete(day)
  for (const { on_day, type } of set) days.set(on_day, type)
  return { ...calendar, days }
}

const owed = (group: LateGroup, calendar: Calendar, today: Day): number =>
  fine({
    policy: group.policy,
    due_on: group.due_on,
    due_at: group.due_at,
    returned_on: stopsOn(group.claimed_on, today),
    calendar,
    price_cents: priceOf(group.price_cents, group.replacement_cents),
  }).amount_cents

/** What fines that run now would come to by the changed calendar. What is booked is no part of it. */
export function effectOnFines(
  groups: readonly LateGroup[],
  at: { readonly today: Day; readonly before: Calendar; readonly after: Calendar },
): CalendarEffect {
  let [loans, before_cents, after_cents] = [0, 0, 0]
  for (const group of groups) {
    const [was, will] = [owed(group, at.before, at.today), owed(group, at.after, at.today)]
    before_cents += was * group.loans
    after_cents += will * group.loans
    if (was !== will) loans += group.loans
  }
  return { loans, before_cents, after_cents }
}

/** Days that were open and would be closed: what is due then keeps its day, and cannot be brought back on it. */
export const closingDays = (change: DayChange, before: Calendar, after: Calendar): Day[] =>
  [...change.set.map(d => d.on_day), ...change.clear].filter(
    day => isOpen(before, day) && !isOpen(after, day),
  )
