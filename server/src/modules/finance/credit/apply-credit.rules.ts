/** A charge with something open, as credit settles it. */
export interface Settleable {
  readonly entry_id: string
  readonly charge_kind: string
  readonly open_cents: number
}
export interface CreditLine {
  readonly charge_id: string
  readonly charge_kind: string
  readonly cents: number
}

/** Which charges the credit settles and for how much each: the given order, until the credit is used. */
export function divideCredit(charges: readonly Settleable[], credit_cents: number): CreditLine[] {
  let left = credit_cents
  const lines: CreditLine[] = []
  for (const { entry_id, charge_kind, open_cents } of charges) {
    const cents = Math.min(left, open_cents)
    if (cents <= 0) break
    lines.push({ charge_id: entry_id, charge_kind, cents })
    left -= cents
  }
  return lines
}
