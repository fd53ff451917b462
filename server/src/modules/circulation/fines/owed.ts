import type { ResolvedValues } from '@kaft/contract'
import { dayOf } from '../../../base/dates.ts'
import { oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { mayBeInvoiced } from '../invoice/invoice.rules.ts'
import { BookedRow, billedFrom, billedQuery, bookedForTitle } from './booked.store.ts'
import { type Fine, fine, priceOf } from './fine.rules.ts'
import { stopsOn } from './stops-on.rules.ts'

/** A loan with what its fine hangs on. */
export interface OwedAsk {
  readonly terms: ResolvedValues
  readonly loan: {
    readonly loan_id: string
    readonly due_on: string
    readonly due_at: string | null
    /** From this day on nothing runs: the patron says that it was brought back. */
    readonly claimed_on: string | null
  }
  readonly patron_id: string | null
  readonly title_id: string
  readonly price_cents: number | null
  readonly calendar: Calendar
  /** The day that counts as the return, and the moment where it is known. */
  readonly returned_on: string
  readonly returned_at: string | null
  /** When the loan ended, where it has: what came later is not its affair. */
  readonly ended_at?: string | null
  /** What other copies cost in this same act, and is not booked yet. */
  readonly shared_cents?: number
}

/**
 * What was booked already of the fine of a loan: with other copies of the title, where the fine counts per title, and by an
 * invoice. Where neither can be, nothing is asked.
 */
export async function bookedCents(
  tx: Tx,
  of: Pick<OwedAsk, 'terms' | 'loan' | 'patron_id' | 'title_id' | 'ended_at'> & { readonly today: string },
): Promise<number> {
  const { terms, patron_id, loan } = of
  if (patron_id === null) return 0
  const { loan_id, due_on } = loan
  const ask = { loan_id, due_on, patron_id, title_id: of.title_id, before: of.ended_at ?? null }
  const shares = terms.fine.per === 'title'
  const invoiced = mayBeInvoiced({ terms, due_on }, of.today)
  const [shared = [], billed = []] =
    shares || invoiced ? await tx.more([bookedForTitle(ask), billedQuery(loan_id)]) : []
  return (
    (shares ? (oneOf(BookedRow, shared)?.cents ?? 0) : 0) + (invoiced ? billedFrom(billed).fine_cents : 0)
  )
}

/** What a loan costs if it comes back then: the one calculator, with what it needs read first. */
export async function owedFor(tx: Tx, of: OwedAsk): Promise<Fine> {
  const returned_on = stopsOn(of.loan.claimed_on, of.returned_on)
  return fine({
    policy: of.terms.fine,
    due_on: of.loan.due_on,
    due_at: of.loan.due_at,
    returned_on,
    returned_at: returned_on === of.returned_on ? of.returned_at : null,
    calendar: of.calendar,
    price_cents: priceOf(of.price_cents, of.terms.replacement_cents),
    booked_cents: (await bookedCents(tx, { ...of, today: of.returned_on })) + (of.shared_cents ?? 0),
  })
}

/** The moment of a return that counts on its own day; one that was set back to another day has none. */
export const momentOf = (at: string, on: string): string | null => (dayOf(at) === on ? at : null)
