import { type Cents, cashRounding, sumCents } from '../../../base/money.ts'

/** A charge that someone offers to pay, oldest first in a list. */
export interface OpenCharge {
  readonly entry_id: string
  readonly charge_kind: string
  readonly open_cents: Cents
}
/** One line to book on a charge. Payments are what came into the till; rounding is what the law takes off or adds. */
export interface PaidLine {
  readonly charge_id: string
  readonly kind: 'payment' | 'rounding'
  readonly charge_kind: string
  readonly amount_cents: Cents
}
export interface Payment {
  /** What is received: the settled amount with the rounding on it. */
  readonly paid_cents: Cents
  /** What rounding adds (or, negative, takes off). */
  readonly rounding_cents: Cents
  readonly lines: readonly PaidLine[]
}

/** The oldest charge first, each as far as the money reaches. */
function allocate(charges: readonly OpenCharge[], amount: Cents): { charge: OpenCharge; cents: Cents }[] {
  let left = amount
  return charges.flatMap(charge => {
    const cents = Math.min(left, Math.max(0, charge.open_cents))
    left -= cents
    return cents > 0 ? [{ charge, cents }] : []
  })
}

/**
 * Divides a payment over charges. Rounding is booked on the charges that are paid, so that each of them is settled to
 * the cent, nothing stays open, and the payment lines add up to the money in the till. Taken off, it is spread over
 * the largest parts, for one part may be smaller than the rounding; added, it stands on the largest.
 * @param amount what is settled, in cents; not more than what is open
 * @param round whether the total is rounded to five cents (cash, where the library does so)
 */
export function dividePayment(charges: readonly OpenCharge[], amount: Cents, round: boolean): Payment {
  const parts = allocate(charges, amount)
  const rounding_cents = round ? cashRounding(amount) : 0
  let left = rounding_cents
  const rounded = new Map<string, Cents>()
  for (const { charge, cents } of parts.toSorted((a, b) => b.cents - a.cents)) {
    const part = left < 0 ? Math.max(left, -cents) : left
    if (part !== 0) rounded.set(charge.entry_id, part)
    left -= part
  }
  const lines = parts.flatMap(({ charge, cents }): PaidLine[] => {
    const { entry_id: charge_id, charge_kind } = charge
    const part = rounded.get(charge_id) ?? 0
    const money = cents + part
    return [
      ...(money > 0 ? [{ charge_id, kind: 'payment' as const, charge_kind, amount_cents: -money }] : []),
      ...(part !== 0
        ? [{ charge_id, kind: 'rounding' as const, charge_kind: 'rounding', amount_cents: part }]
        : []),
    ]
  })
  const paid_cents = -sumCents(lines.filter(l => l.kind === 'payment').map(l => l.amount_cents))
  return { paid_cents, rounding_cents, lines }
}
