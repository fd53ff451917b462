import type { FinePolicy, ResolvedValues } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { Finding } from '../../../base/decision.ts'
import type { Calendar } from '../due/calendar.rules.ts'
import { fine, priceOf } from '../fines/fine.rules.ts'
import { stopsOn } from '../fines/stops-on.rules.ts'

/** A loan whose object does not come back, and what its cost depends on. */
export interface LossFacts {
  readonly today: Day
  readonly due_on: Day
  readonly claimed_on: Day | null
  readonly terms: Pick<ResolvedValues, 'fine' | 'replacement_cents'>
  /** The calendar of the branch where it was lent; null when it is not known: then no fine is booked. */
  readonly calendar: Calendar | null
  readonly item_price_cents: number | null
  /** What another item of the title costs. */
  readonly title_price_cents: number | null
  readonly processing_cents: number
  /** What other copies of the title already cost, for a fine per title. */
  readonly booked_cents?: number
  readonly books_fine: boolean
  /** Whether there is an account to charge: not when the patron may no longer be seen. */
  readonly chargeable: boolean
  /** What an invoice charged before: neither the price nor the fine is asked for twice. */
  readonly billed?: { readonly replacement_cents: number; readonly fine_cents: number }
}
export interface LossCharge {
  readonly charge_kind: 'replacement' | 'processing' | 'fine'
  readonly amount_cents: number
}
export interface Loss {
  readonly price_from: 'item' | 'regulation' | 'title' | 'unknown'
  readonly charges: readonly LossCharge[]
  readonly findings: readonly Finding[]
}

/** The price of the item itself, else the amount of the regulation, else what the title costs elsewhere in the library. */
export function priceOfLoss(
  f: Pick<LossFacts, 'item_price_cents' | 'terms' | 'title_price_cents'>,
): Pick<Loss, 'price_from'> & { cents: number } {
  if (f.item_price_cents) return { price_from: 'item', cents: f.item_price_cents }
  if (f.terms.replacement_cents) return { price_from: 'regulation', cents: f.terms.replacement_cents }
  if (f.title_price_cents) return { price_from: 'title', cents: f.title_price_cents }
  return { price_from: 'unknown', cents: 0 }
}

function fineUntilNow(f: LossFacts): number {
  if (!f.books_fine || !f.calendar) return 0
  const policy: FinePolicy = f.terms.fine
  return fine({
    policy,
    due_on: f.due_on,
    returned_on: stopsOn(f.claimed_on, f.today),
    calendar: f.calendar,
    price_cents: priceOf(f.item_price_cents, f.terms.replacement_cents),
    booked_cents: Math.max(f.booked_cents ?? 0, f.billed?.fine_cents ?? 0),
  }).amount_cents
}

/** What is charged for an object that does not come back: material, processing, and the fine that ran until now. */
export function decideLoss(f: LossFacts): Loss {
  const { price_from, cents } = priceOfLoss(f)
  const all: LossCharge[] = [
    { charge_kind: 'replacement', amount_cents: cents - (f.billed?.replacement_cents ?? 0) },
    { charge_kind: 'processing', amount_cents: f.processing_cents },
    { charge_kind: 'fine', amount_cents: fineUntilNow(f) },
  ]
  const owed = all.filter(c => c.amount_cents > 0)
  const findings: Finding[] = []
  if (price_from === 'unknown') findings.push({ code: 'price_unknown', weight: 'info', about: {} })
  if (!f.chargeable && owed.length > 0) {
    const amount_cents = owed.reduce((sum, c) => sum + c.amount_cents, 0)
    findings.push({ code: 'fine_not_booked', weight: 'info', about: { amount_cents } })
  }
  return { price_from, charges: f.chargeable ? owed : [], findings }
}
