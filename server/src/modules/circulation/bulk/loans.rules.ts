import type { BulkChange } from '@kaft/contract'
import { addDays, type Day } from '../../../base/dates.ts'
import { type Calendar, moveToDueDay } from '../due/calendar.rules.ts'

export type LoanChange = Extract<BulkChange, { kind: `loan_${string}` }>
export type NewDue =
  | { readonly ok: true; readonly due_on: Day }
  | { readonly ok: false; readonly why: 'no_calendar' | 'bulk_same' | 'bulk_day_past' | 'invalid' }

/** Off days on which nothing can be due, by the rules of the branch; null when it opens on no day. */
const openFrom = (calendar: Calendar, day: Day): Day | null => {
  const moves = moveToDueDay(calendar, day)
  return moves === null ? null : (moves.at(-1)?.to ?? day)
}

const wanted = (change: LoanChange, due_on: Day): Day | null => {
  if (change.kind === 'loan_off_closed') return due_on
  // The end of a fine-free period never brings a date forward.
  if (change.kind === 'loan_fine_free') return due_on < change.last_free_on ? change.last_free_on : due_on
  if (change.kind !== 'loan_due') return null
  return change.on ?? (change.by_days === undefined ? null : addDays(due_on, change.by_days))
}

/**
 * The due day that a change gives a loan. A day of the past is given only when it is later than the present one: a
 * loan that is late may become less late, and nobody becomes late by a change of many.
 */
export function newDue(
  change: LoanChange,
  loan: { readonly due_on: Day; readonly calendar: Calendar | null; readonly today: Day },
): NewDue {
  const day = wanted(change, loan.due_on)
  if (day === null) return { ok: false, why: 'invalid' }
  if (day === loan.due_on && change.kind !== 'loan_off_closed') return { ok: false, why: 'bulk_same' }
  if (!loan.calendar) return { ok: false, why: 'no_calendar' }
  const due_on = openFrom(loan.calendar, day)
  if (due_on === null) return { ok: false, why: 'no_calendar' }
  if (due_on === loan.due_on) return { ok: false, why: 'bulk_same' }
  if (due_on < loan.due_on && due_on < loan.today) return { ok: false, why: 'bulk_day_past' }
  return { ok: true, due_on }
}
