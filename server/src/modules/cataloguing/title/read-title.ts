import type { Title } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  Availability,
  availabilityQuery,
  ItemOfTitle,
  itemsQuery,
  titleQuery,
  TitleRow,
} from './read-title.store.ts'

/**
 * One title, what each branch of every library has of it, and the items that this desk can do something about.
 * @returns `title_unknown` when there is none, or it was merged or withdrawn
 */
export async function readTitle(ctx: StaffCtx, title_id: string): Promise<Title | Refusal> {
  const [titles = [], availability = [], items = []] = await read(ctx, [
    titleQuery(title_id),
    availabilityQuery(title_id, ctx.actor),
    itemsQuery(title_id, ctx.actor),
  ])
  const title = oneOf(TitleRow, titles)
  if (!title) return refuse('title_unknown')
  return { ...title, availability: allOf(Availability, availability), items: allOf(ItemOfTitle, items) }
}
