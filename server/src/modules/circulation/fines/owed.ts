import type { ResolvedValues } from '@kaft/contract'
import { dayOf } from '../../../base/dates.ts'
import { oneOf } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { BookedRow, bookedForTitle } from './booked.store.ts'
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
}

/** What other copies of the title already cost, where the fine counts per title; else nothing is asked. */
export async function bookedCents(
  tx: Tx,
  of: Pick<OwedAsk, 'terms' | 'loan' | 'patron_id' | 'title_id' | 'ended_at'>,
): Promise<number> {
  if (of.terms.fine.per !== 'title' || of.patron_id === null) return 0
  const { loan_id, due_on } = of.loan
  const ask = { loan_id, due_on, patron_id: of.patron_id, title_id: of.title_id, before: of.ended_at ?? null }
  return oneOf(BookedRow, (await tx.more([bookedForTitle(ask)]))[0] ?? [])?.cents ?? 0
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
    booked_cents: await bookedCents(tx, of),
  })
}

/** The moment of a return that counts on its own day; one that was set back to another day has none. */
export const momentOf = (at: string, on: string): string | null => (dayOf(at) === on ? at : null)
