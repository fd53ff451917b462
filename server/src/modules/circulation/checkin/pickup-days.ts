import type { ItemFacts } from '../facts/item-facts.store.ts'
import { fillFrom, resolve } from '../regulation/resolve.rules.ts'
import type { Rulebook } from '../rulebook/rulebook.ts'

/** How long a caught item waits at a branch, by the regulation of its library. */
export const pickupDays = (
  book: Rulebook,
  {
    branch_id,
    item,
    today,
  }: { readonly branch_id: string; readonly item: ItemFacts; readonly today: string },
): number =>
  (book.regulation
    ? resolve(book.regulation, {
        branch_id,
        membership_type: null,
        age: null,
        item_type: item.item_type,
        shelf: item.shelf,
        item_age_days: null,
        action: 'loan',
        on: today,
      })
    : fillFrom([])
  ).values.pickup_days
