import type { Title } from '@kaft/contract'
import { extractTitle, parseMarcJson } from '@kaft/marc'
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

/** What only the record says: classes, ages, genres and notes of libraries. */
function saidOf(bytes: Buffer) {
  const read = parseMarcJson(bytes.toString('utf8'))
  if (!read.ok) throw new Error('a record in the catalogue cannot be read')
  const { genres, classes, age_from, age_to, fiction, local_notes } = extractTitle(read.record)
  return { genres, classes, age_from, age_to, fiction, local_notes }
}

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
  const { record, ...row } = title
  return {
    ...row,
    ...saidOf(record as Buffer),
    availability: allOf(Availability, availability),
    items: allOf(ItemOfTitle, items),
    holdings: allOf(HeldText, held),
  }
}
