import type { Query } from '../../../base/sql.ts'
import { endConditionsQuery, itemStateQuery } from '../../inventory/index.ts'
import { endClaimQuery } from '../claims/claim.store.ts'
import type { ItemFacts } from '../facts/item-facts.store.ts'

/** Whatever was missing, lost or said to be back is there now, by this event; brought by its reader, or found. */
export function foundQueries(
  item: ItemFacts,
  { event_id, at, by_reader }: { event_id: string; at: string; by_reader: boolean },
): Query[] {
  const of = { item_id: item.item_id, event_id, at }
  const gone = item.state === 'missing' || item.state === 'lost'
  const claimed = item.loan && item.loan.claimed_on !== null ? item.loan : null
  return [
    ...(gone
      ? [
          itemStateQuery(item.item_id, 'in_use'),
          endConditionsQuery({ ...of, kinds: ['missing', 'lost'], ended: 'found' }),
        ]
      : []),
    ...(claimed
      ? [
          endClaimQuery({ loan_id: claimed.loan_id, ended: by_reader ? 'brought' : 'found', event_id, at }),
          endConditionsQuery({ ...of, kinds: ['claimed'], ended: by_reader ? 'settled' : 'found' }),
        ]
      : []),
  ]
}
