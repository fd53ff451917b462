import type { Ask, OkOf, takeBackItem as op } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { ItemWiring } from '../add-item/add-item.ts'
import { takeBackMovedItems } from '../move-in/move-items.store.ts'
import { JustAdded, justAdded } from './take-back.store.ts'

/**
 * The inverse of adding: an item that was added today goes again, as long as nothing happened with it.
 * @returns `item_unknown` where it is not the own library's; `item_used` where it was lent, awaited, marked, or is older
 */
export async function takeBackItem(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
  wiring: ItemWiring,
): Promise<Answer<OkOf<typeof op>>> {
  const { item_id } = params
  const done = await once<{ title_id: string }>(
    ctx,
    { ...body, ...params },
    {
      facts: [justAdded(ctx, item_id)],
      decide: async ([rows = []], tx) => {
        const item = oneOf(JustAdded, rows)
        if (!item) return refuse('item_unknown')
        if (!item.today) return refuse('item_used')
        const [gone = []] = await tx.more([takeBackMovedItems([item_id])])
        if (gone.length === 0) return refuse('item_used')
        const { title_id } = item
        return { effects: [wiring.held([title_id], ctx.now.toString())], answer: () => ({ title_id }) }
      },
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : { title_id: done.title_id }
}
