import type { ResolvedValues } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'
import { lapsePolicy, mayBeInvoiced } from '../invoice/invoice.rules.ts'
import { decideRefund, type RefundDecision } from './found-again.rules.ts'
import type { LostFacts } from './found-again.store.ts'
import type { LostSettings } from './lost-settings.store.ts'

/** What a loss, or an invoice, cost until now, and what the library lets fall. */
export interface LossNow {
  readonly lost: LostFacts
  readonly policy: LostSettings
}

const termsOf = (loan: NonNullable<ItemFacts['loan']>): ResolvedValues => loan.resolved as ResolvedValues

/** Whether a price may stand on somebody's account for this item: it was lost, or late for so long that an invoice went. */
export const costMoney = ({ state, loan }: Pick<ItemFacts, 'state' | 'loan'>, today: Day): boolean =>
  state === 'lost' || (loan !== null && mayBeInvoiced({ terms: termsOf(loan), due_on: loan.due_on }, today))

/**
 * What falls away because the object is there: of what was lost by the settings of the library, of an invoiced loan by
 * the regulation that it was lent under. Null where nothing was asked.
 */
export function moneyBack(
  { item, loss }: { readonly item: Pick<ItemFacts, 'loan'>; readonly loss: LossNow | null },
  today: Day,
): RefundDecision | null {
  if (!loss) return null
  const charges = loss.lost.charges ?? []
  const { loan } = item
  if (!loan) {
    const lost_on = loss.lost.lost_on ?? today
    return decideRefund({ today, lost_on, policy: loss.policy, charges })
  }
  const policy = lapsePolicy(termsOf(loan).reminders, loss.policy)
  return charges.length === 0 ? null : decideRefund({ today, lost_on: today, policy, charges })
}
