import type { Title } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf, oneOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import {
  Availability,
  availabilityQuery,
  HeldText,
  heldTexts,
  ItemOfTitle,
  itemsQuery,
  LeadsTo,
  leadsTo,
  titleQuery,
  TitleRow,
} from './read-title.store.ts'

/**
 * One title, what each branch of every library has of it, and the items that this desk can do something about. The number
 * of one that was merged answers with the one that it was merged into.
 * @returns `title_unknown` when there is none, or it was withdrawn
 */
export async function readTitle(ctx: StaffCtx, title_id: string): Promise<Title | Refusal> {
  const [titles = [], availability = [], items = [], led = [], held = []] = await read(ctx, [
    titleQuery(title_id),
    availabilityQuery(title_id, ctx.actor),
    itemsQuery(title_id, ctx.actor),
    leadsTo(title_id),
    heldTexts(title_id, ctx.actor),
  ])
  const title = oneOf(TitleRow, titles)
  const stands = oneOf(LeadsTo, led)?.title_id ?? null
  if (!title) return stands === null ? refuse('title_unknown') : readTitle(ctx, stands)
  return {
    ...title,
    availability: allOf(Availability, availability),
    items: allOf(ItemOfTitle, items),
    holdings: allOf(HeldText, held),
  }
}
