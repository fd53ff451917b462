import type { BodyOf, changeItem as op, ItemHead } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { type ItemWiring, readHead } from '../add-item/add-item.ts'
import { tidyItem } from '../item/item-fields.ts'
import { Own, ownItem, updateItem } from './change-item.store.ts'

/**
 * Changes an item of the own library. Its barcode and its title stay.
 * @returns the item, or `item_unknown` when it is not one of the own library's, `branch_not_yours`
 */
export async function changeItem(
  ctx: StaffCtx,
  ask: BodyOf<typeof op> & { readonly item_id: string },
  wiring: ItemWiring,
): Promise<ItemHead | Refusal | RefusedByRules> {
  const fields = tidyItem(ask)
  const { item_id } = ask
  const done = await once<{ item_id: string }>(ctx, ask, {
    facts: [ownItem(ctx, item_id, fields.branch_id)],
    decide: ([rows = []]) => {
      const own = oneOf(Own, rows)
      if (!own) return refuse('item_unknown')
      if (!own.own_branch) return refuse('branch_not_yours')
      return {
        effects: [updateItem(item_id, fields, ask.state), wiring.held([own.title_id], ctx.now.toString())],
        answer: () => ({ item_id }),
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readHead(ctx, item_id)
}
