import { addDays, type Day } from '../../../base/dates.ts'
import type { Refund } from '../../finance/index.ts'
import type { LostSettings } from './lost-settings.store.ts'

/** A charge of the loss as it stands on the day of the finding. */
export interface LossChargeNow {
  readonly entry_id: string
  readonly charge_kind: string
  readonly open_cents: number
  readonly paid_cents: number
}
export interface RefundFacts {
  readonly today: Day
  readonly lost_on: Day
  readonly policy: Pick<LostSettings, 'refund' | 'refund_days'>
  readonly charges: readonly LossChargeNow[]
}
export interface RefundDecision {
  readonly refunds: readonly Refund[]
  /** What the patron no longer owes. */
  readonly dropped_cents: number
  /** What was paid for it and now stays with the patron. */
  readonly credit_cents: number
  /** What stays due of the loss. */
  readonly kept_cents: number
}

const falls = ({ policy, lost_on, today }: RefundFacts, charge: LossChargeNow): boolean => {
  if (policy.refund === 'nothing') return false
  if (policy.refund_days !== null && addDays(lost_on, policy.refund_days) < today) return false
  return charge.charge_kind === 'replacement' || policy.refund === 'all'
}

/**
 * What falls away when a lost object is there again: the material, and the processing cost where the library says so;
 * never the fine. What was written off stays written off; what was paid becomes credit.
 */
export function decideRefund(f: RefundFacts): RefundDecision {
  const falling = f.charges.filter(c => falls(f, c))
  const staying = f.charges.filter(c => !falls(f, c))
  const sum = (of: readonly LossChargeNow[], key: 'open_cents' | 'paid_cents'): number =>
    of.reduce((total, c) => total + Math.max(0, c[key]), 0)
  return {
    refunds: falling
      .map(({ entry_id, open_cents, paid_cents }) => ({
        entry_id,
        open_cents: Math.max(0, open_cents),
        paid_cents: Math.max(0, paid_cents),
      }))
      .filter(r => r.open_cents + r.paid_cents > 0),
    dropped_cents: sum(falling, 'open_cents'),
    credit_cents: sum(falling, 'paid_cents'),
    kept_cents: sum(staying, 'open_cents'),
  }
}
