import type { BodyOf, ItemHead, setItemAlert as op } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { readHead } from '../add-item/add-item.ts'
import { alertQuery, lockOwn } from './set-alert.store.ts'

/** What the desk is told of an item of the own library; an empty text is no alert. */
export async function setAlert(
  ctx: StaffCtx,
  ask: BodyOf<typeof op> & { readonly item_id: string },
): Promise<ItemHead | Refusal | RefusedByRules> {
  const { item_id } = ask
  const note = ask.note?.trim() || null
  const done = await once<{ item_id: string }>(ctx, ask, {
    facts: [lockOwn(item_id, ctx.actor.library_id)],
    decide: ([rows = []]) =>
      rows.length === 0
        ? refuse('item_unknown')
        : {
            effects: [
              alertQuery(item_id, {
                note,
                note_when: ask.note_when,
                note_ask: note !== null && ask.note_ask,
              }),
            ],
            answer: () => ({ item_id }),
          },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : readHead(ctx, item_id)
}
