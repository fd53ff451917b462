import type { ReminderTerms, ResolvedValues } from '@kaft/contract/regulation'
import { addDays, type Day } from '../../../base/dates.ts'
import type { Cents } from '../../../base/money.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { fine, priceOf } from '../fines/fine.rules.ts'
import { priceOfLoss } from '../lost/loss.rules.ts'
import type { LostSettings } from '../lost/lost-settings.store.ts'

/** A loan about which an invoice (nota) goes out, and what its amounts depend on. */
export interface InvoiceFacts {
  readonly today: Day
  readonly due_on: Day
  readonly due_at: string | null
  readonly terms: Pick<ResolvedValues, 'fine' | 'replacement_cents' | 'reminders'>
  /** The calendar of the branch where it was lent; null when it is not known: then no fine is booked. */
  readonly calendar: Calendar | null
  readonly item_price_cents: Cents | null
  readonly title_price_cents: Cents | null
  /** What the library does about lost objects, where the regulation says nothing of the price. */
  readonly library: Pick<LostSettings, 'refund'>
  /** What stands already of this loan: a price and a fine are never asked for twice. */
  readonly billed: Billed
}
export interface Billed {
  readonly replacement_cents: Cents
  readonly fine_cents: Cents
}
/** What an invoice asks for one title; the cost is that of the letter, and counts once for all its titles. */
export interface InvoiceLine {
  readonly price_cents: Cents
  readonly fine_cents: Cents
  readonly cost_cents: Cents
  /** Whether the price falls when the object comes back. */
  readonly price_lapses: boolean
}

/** Far enough for every maximum to be reached that a reader could live to see. */
const FAR_DAYS = 1000

/** The day until which an invoice counts a fine: the day itself, or so far that the maximum is reached. */
function fineUntil({ terms, today, due_on }: InvoiceFacts): Day {
  const { cap_cents, cap_price_percent, kind } = terms.fine
  const ends = cap_cents !== undefined || cap_price_percent !== undefined || kind === 'stepped'
  return terms.reminders.invoice_fine === 'cap' && ends ? addDays(due_on, FAR_DAYS) : today
}

function fineOf(f: InvoiceFacts): Cents {
  const { terms, calendar, due_on, due_at } = f
  if (terms.reminders.invoice_fine === 'none' || !calendar) return 0
  return fine({
    policy: terms.fine,
    due_on,
    due_at,
    returned_on: fineUntil(f),
    calendar,
    price_cents: priceOf(f.item_price_cents, terms.replacement_cents),
    booked_cents: f.billed.fine_cents,
  }).amount_cents
}

/** What an invoice asks for a title, as it is announced in the letter and booked when that goes. */
export function invoiceLine(f: InvoiceFacts): InvoiceLine {
  const { reminders } = f.terms
  return {
    price_cents: Math.max(0, priceOfLoss(f).cents - f.billed.replacement_cents),
    fine_cents: fineOf(f),
    cost_cents: reminders.invoice_cents ?? 0,
    price_lapses: lapsePolicy(reminders, f.library).refund !== 'nothing',
  }
}

/** Whether a loan may have been invoiced by some day: only then anybody looks for what was billed. */
export const mayBeInvoiced = (
  of: { readonly terms: { readonly reminders: ReminderTerms }; readonly due_on: Day },
  today: Day,
): boolean => {
  const { invoice_days } = of.terms.reminders
  return invoice_days !== null && today >= addDays(of.due_on, invoice_days)
}

/**
 * What falls when an invoiced object comes back: the regulation's own word goes first, and where it says nothing that
 * of the library about lost objects. The costs of the letter fall only where the library lets all fall.
 */
export const lapsePolicy = (
  reminders: ReminderTerms,
  library: Pick<LostSettings, 'refund'>,
): Pick<LostSettings, 'refund' | 'refund_days'> => {
  const { price_lapses } = reminders
  if (price_lapses === false) return { refund: 'nothing', refund_days: null }
  const refund = price_lapses === true && library.refund === 'nothing' ? 'material' : library.refund
  return { refund, refund_days: null }
}
