import type { ReminderTerms } from '@kaft/contract/regulation'
import { addDays, type Day } from '../../../base/dates.ts'

/** The days on which a loan that does not come back is written about. */
export interface ReminderDays {
  readonly predue: Day | null
  readonly steps: readonly Day[]
  readonly invoice: Day | null
}

/**
 * Counted from the due day as it stands: a date that moves takes every message along that was not sent yet. A step
 * "after the reminder before it" counts from the day on which that one was planned.
 */
export function reminderDays(terms: ReminderTerms, due_on: Day): ReminderDays {
  const steps: Day[] = []
  for (const step of terms.steps)
    steps.push(addDays(step.after === 'due' ? due_on : (steps.at(-1) ?? due_on), step.days))
  return {
    predue: terms.predue_days === null ? null : addDays(due_on, -terms.predue_days),
    steps,
    invoice: terms.invoice_days === null ? null : addDays(due_on, terms.invoice_days),
  }
}
