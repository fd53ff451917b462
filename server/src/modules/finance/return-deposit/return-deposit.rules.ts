import { type Cents, cashRounding } from '../../../base/money.ts'

/** One line of a return, all on the charge of the deposit. */
export interface ReturnLine {
  readonly kind: 'credit' | 'payout' | 'rounding'
  readonly charge_kind: 'deposit' | 'rounding'
  readonly amount_cents: Cents
}
export interface Returned {
  /** What goes over the counter. */
  readonly paid_cents: Cents
  readonly rounding_cents: Cents
  readonly lines: readonly ReturnLine[]
}

/**
 * Gives back what is held: the deposit ends by a credit on its charge, and the money goes out by a payout. What was
 * never paid of it ends with it. The lines add up to what was open, so nothing stays on the account.
 * @param round whether the total is rounded to five cents (cash, where the library does so)
 */
export function returnOf(
  deposit: { readonly open_cents: Cents; readonly held_cents: Cents },
  round: boolean,
): Returned {
  const { held_cents } = deposit
  const open_cents = Math.max(0, deposit.open_cents)
  const rounding_cents = round ? cashRounding(held_cents) : 0
  const paid_cents = held_cents + rounding_cents
  const all: readonly ReturnLine[] = [
    { kind: 'credit', charge_kind: 'deposit', amount_cents: -(held_cents + open_cents) },
    { kind: 'payout', charge_kind: 'deposit', amount_cents: paid_cents },
    { kind: 'rounding', charge_kind: 'rounding', amount_cents: -rounding_cents },
  ]
  return { paid_cents, rounding_cents, lines: all.filter(line => line.amount_cents !== 0) }
}
