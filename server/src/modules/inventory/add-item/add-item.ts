import type { addItem as op, BodyOf, ItemHead } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { once } from '../../../base/command.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read } from '../../../base/tx.ts'
import { tidyItem } from '../item/item-fields.ts'
import { ItemFound, itemById } from '../item/item-head.store.ts'
import { Added, AddFacts, addFacts, insertItem } from './add-item.store.ts'

/** What neighbours do when the items of titles changed: search knows which branches have them. */
export interface ItemWiring {
  readonly held: (title_ids: readonly string[], at: string) => Query
  /** The source under which titles stand that were made at a desk. */
  readonly provisional: string
}

/** Two desks gave the same barcode at the same moment: the second is told as if it had come later. */
const isBarcode = (error: unknown): boolean => {
  const e = error as { code?: string; table?: string }
  return e.code === '23505' && e.table === 'item'
}

/**
 * Adds an item of the own library to a title.
 * @returns the item, or `title_unknown`, `branch_not_yours`, `barcode_in_use`
 */
export async function addItem(
  ctx: StaffCtx,
  body: BodyOf<typeof op>,
  wiring: ItemWiring,
): Promise<ItemHead | Refusal | RefusedByRules> {
  const barcode = body.barcode.trim()
  if (barcode === '') return refuse('invalid')
  const fields = tidyItem(body)
  const { title_id } = body
  const made = await once<{ item_id: string }>(ctx, body, {
    facts: [addFacts(ctx, { title_id, branch_id: fields.branch_id, barcode })],
    decide: ([rows = []]) => {
      const facts = shaped(AddFacts, rows[0])
      if (!facts.title) return refuse('title_unknown')
      if (!facts.own_branch) return refuse('branch_not_yours')
      if (facts.barcode_in_use) return refuse('barcode_in_use')
      return {
        effects: [
          insertItem(ctx, { title_id, barcode, fields }),
          wiring.held([title_id], ctx.now.toString()),
        ],
        answer: ([item = []]) => shaped(Added, item[0]),
      }
    },
  }).catch((error: unknown) => {
    if (isBarcode(error)) return refuse('barcode_in_use')
    throw error
  })
  return isRefusal(made) || 'findings_refused' in made ? made : readHead(ctx, made.item_id)
}

export async function readHead(ctx: StaffCtx, item_id: string): Promise<ItemHead> {
  const [rows = []] = await read(ctx, [itemById(item_id)])
  const { status: _, ...head } = shaped(ItemFound, rows[0])
  return head
}
