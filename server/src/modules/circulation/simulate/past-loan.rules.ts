import type { ResolvedValues } from '@kaft/contract/regulation'
import { addDays, type Day, daysBetween, earliestDay } from '../../../base/dates.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { loanDue, renewalDue } from '../due/due.rules.ts'
import { fine, priceOf } from '../fines/fine.rules.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { type RegulationQuery, resolve } from '../regulation/resolve.rules.ts'

/** A loan that came back, as its facts are kept: no person, no title, no item. */
export interface PastLoan {
  readonly branch_id: string
  readonly membership_type: string | null
  /** In full years, as near as the band of statistics tells it. */
  readonly age: number | null
  readonly item_type: string
  readonly shelf: string | null
  readonly item_age_days: number | null
  readonly price_cents: number | null
  readonly lent_on: Day
  readonly due_on: Day
  readonly returned_on: Day
  readonly renewals: number
  /** How long the reader waited to whom the item went on; null where nobody waited. */
  readonly hold_wait_days: number | null
}

/** What would have become of it. */
export interface Replayed {
  readonly refused: boolean
  readonly renewals: number
  /** How long it would have been away. */
  readonly days: number
  readonly late_days: number
  readonly fine_cents: number
  readonly hold_wait_days: number | null
}

const refused: Replayed = {
  refused: true,
  renewals: 0,
  days: 0,
  late_days: 0,
  fine_cents: 0,
  hold_wait_days: null,
}

/** No reader renews more often than this, whatever a regulation allows. */
const MOST_RENEWALS = 100

interface Ended {
  readonly due_on: Day
  readonly renewals: number
}

const queryOf = (loan: PastLoan, action: 'loan' | 'renewal', on: Day): RegulationQuery => ({
  branch_id: loan.branch_id,
  membership_type: loan.membership_type,
  age: loan.age,
  item_type: loan.item_type,
  shelf: loan.shelf,
  item_age_days: loan.item_age_days,
  action,
  on,
})

/** Renews on the last day, as long as the reader would and the regulation lets them. */
function renewed(compiled: CompiledRegulation, calendar: Calendar, loan: PastLoan, first_due_on: Day): Ended {
  const onTime = loan.returned_on <= loan.due_on
  const wants = onTime ? MOST_RENEWALS : loan.renewals
  let [due_on, renewals] = [first_due_on, 0]
  while (loan.returned_on > due_on && renewals < wants) {
    const { values } = resolve(compiled, queryOf(loan, 'renewal', due_on))
    const { period } = values
    if (period === null || (values.renewals !== null && renewals >= values.renewals)) break
    const next = renewalDue(
      { ...values, period },
      { today: due_on, lent_on: loan.lent_on, due_on, calendar, membership_ends_on: null },
    )
    if (!next.ok || next.due_on <= due_on) break
    due_on = next.due_on
    renewals++
  }
  return { due_on, renewals }
}

const fineOf = (
  values: Readonly<ResolvedValues>,
  loan: PastLoan,
  at: { readonly due_on: Day; readonly returned_on: Day; readonly calendar: Calendar },
): number =>
  fine({
    ...at,
    policy: values.fine,
    price_cents: priceOf(loan.price_cents, values.replacement_cents),
  }).amount_cents

/**
 * What a past loan would have been under a regulation. Readers are taken to change as little as they can: who was on
 * time renews where it is allowed and is on time again; who was late renews as often as before, and is late by no more
 * days than before. So a version tried on loans that were made under it gives what happened.
 */
export function replayLoan(compiled: CompiledRegulation, calendar: Calendar, loan: PastLoan): Replayed {
  const { values, source } = resolve(compiled, queryOf(loan, 'loan', loan.lent_on))
  const { period, min_age } = values
  if (source.loanable === null || !values.loanable || period === null) return refused
  if (min_age !== null && loan.age !== null && loan.age < min_age) return refused
  const due = loanDue({ ...values, period }, { today: loan.lent_on, calendar, membership_ends_on: null })
  if (!due.ok) return refused
  const { due_on, renewals } = renewed(compiled, calendar, loan, due.due_on)
  const late = Math.max(0, daysBetween(loan.due_on, loan.returned_on))
  const returned_on = earliestDay(loan.returned_on, addDays(due_on, late))
  const sooner = daysBetween(returned_on, loan.returned_on)
  const late_days = Math.max(0, daysBetween(due_on, returned_on))
  return {
    refused: false,
    renewals,
    days: daysBetween(loan.lent_on, returned_on),
    late_days,
    // Most loans come back in time: only for the others the days are counted one by one.
    fine_cents: late_days === 0 ? 0 : fineOf(values, loan, { due_on, returned_on, calendar }),
    hold_wait_days: loan.hold_wait_days === null ? null : Math.max(0, loan.hold_wait_days - sooner),
  }
}
