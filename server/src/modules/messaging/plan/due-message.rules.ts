import type { ReminderTerms } from '@kaft/contract'
import { addDays, type Day, daysBetween, latestDay } from '../../../base/dates.ts'

/** A message about this loan and this due day that was planned or went already. */
export interface Told {
  readonly kind: 'predue' | 'reminder' | 'invoice'
  readonly step: number
  readonly on: Day
}
export interface DueFacts {
  readonly today: Day
  readonly due_on: Day
  readonly terms: ReminderTerms
  readonly told: readonly Told[]
}
export interface DueMessage {
  readonly kind: Told['kind']
  readonly step: number
  readonly cost_cents: number
}

/**
 * What a loan that is still out has to be told today, if anything: the notice before the due day, the next reminder,
 * or the invoice behind the last one. One message a night: who was not told in time, because the system stood still or
 * moved house, gets the reminders one after the other at the distance that the regulation gives them, never all at once.
 */
export function dueMessage(f: DueFacts): DueMessage | null {
  const { terms, told, today, due_on } = f
  if (today <= due_on) {
    if (terms.predue_days === null || told.some(t => t.kind === 'predue')) return null
    return today >= addDays(due_on, -terms.predue_days) ? { kind: 'predue', step: 0, cost_cents: 0 } : null
  }
  const sent = told.filter(t => t.kind === 'reminder').toSorted((a, b) => a.step - b.step)
  if (told.some(t => t.kind === 'invoice')) return null
  const next = terms.steps[sent.length]
  if (!next) return invoiceOf(f, sent)
  return today >= dayOfStep(f, sent)
    ? { kind: 'reminder', step: sent.length + 1, cost_cents: next.cost_cents }
    : null
}

/** The day of the next reminder: as the regulation counts, and never nearer to the one before than it should be. */
function dayOfStep({ terms, due_on }: DueFacts, sent: readonly Told[]): Day {
  const step = terms.steps[sent.length]
  const before = terms.steps[sent.length - 1]
  const last = sent.at(-1)
  if (!step) return due_on
  if (step.after === 'previous') return addDays(last?.on ?? due_on, step.days)
  const planned = addDays(due_on, step.days)
  if (!last || !before) return planned
  const between = before.after === 'due' ? step.days - before.days : daysBetween(due_on, planned)
  return latestDay(planned, addDays(last.on, Math.max(1, between)))
}

function invoiceOf({ terms, due_on, today }: DueFacts, sent: readonly Told[]): DueMessage | null {
  if (terms.invoice_days === null) return null
  const last = sent.at(-1)
  const on = latestDay(addDays(due_on, terms.invoice_days), last ? addDays(last.on, 1) : due_on)
  return today >= on ? { kind: 'invoice', step: 0, cost_cents: terms.invoice_cents ?? 0 } : null
}
