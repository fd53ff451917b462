import type { Code } from '@kaft/contract'
import { addDays, type Day } from '../../../../base/dates.ts'
import type { Finding } from '../../../../base/decision.ts'
import type { ItemFacts } from '../../facts/item-facts.store.ts'
import type { Whole } from '../open-hold.store.ts'

const found = (code: Code, weight: Finding['weight'], about: Finding['about'] = {}): Finding => ({
  code,
  weight,
  about,
})

/** What speaks against asking other libraries: the own cooperation comes first, and somebody must have an item. */
export function escalateFindings(
  whole: Pick<Whole, 'state' | 'ibl_until'>,
  at: { readonly own_items: number; readonly lenders: number },
): Finding[] {
  if (['filled', 'cancelled', 'expired'].includes(whole.state)) return [found('hold_closed', 'stop')]
  return [
    ...(whole.state === 'waiting' ? [] : [found('hold_not_waiting', 'stop')]),
    ...(whole.ibl_until === null ? [] : [found('ibl_already', 'stop', { until: whole.ibl_until })]),
    ...(at.own_items === 0 ? [] : [found('ibl_own_item', 'ask', { items: at.own_items })]),
    ...(at.lenders > 0 ? [] : [found('ibl_nobody', 'stop')]),
  ]
}

/** Whether an item may be sent for a request: of that title, lendable, on its shelf, waited for by nobody, old enough. */
export const mayBeSent = (
  item: Pick<ItemFacts, 'library_id' | 'title_id' | 'loanable' | 'state' | 'status' | 'hold' | 'acquired_on'>,
  asked: { readonly title_id: string; readonly lender_library_id: string },
  at: { readonly today: Day; readonly min_age_days: number },
): boolean =>
  item.title_id === asked.title_id &&
  item.library_id === asked.lender_library_id &&
  item.loanable &&
  item.state === 'in_use' &&
  item.status === 'available' &&
  item.hold === null &&
  (item.acquired_on === null || item.acquired_on <= addDays(at.today, -at.min_age_days))
