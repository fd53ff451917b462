import type { BodyOf, OkOf, quickAdd as op } from '@kaft/contract'
import { normaliseIsbn } from '@kaft/marc'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { read, type Tx } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { makeProvisionalTitle, refreshHeld, TitleOfIsbn, titleOfIsbn } from '../../cataloguing/index.ts'
import { Added, beginConditionQuery, insertItem } from '../../inventory/index.ts'
import { itemHeadOf, itemHeadQuery } from '../answer/answer.store.ts'
import { eventQuery } from '../events/event.store.ts'
import { barcodeTaken, Taken } from './quick-add.store.ts'

interface KeptAdd {
  readonly item_id: string
  readonly provisional: boolean
  readonly event_id: string
}
type Ask = BodyOf<typeof op>
const isTaken = (error: unknown): boolean => {
  const e = error as { code?: string; table?: string }
  return e.code === '23505' && e.table === 'item'
}

/**
 * Adds an item that nobody catalogued yet, so that the queue can go on: under the title of its ISBN, or under a
 * provisional one. It can be lent at once and stands on the list of the cataloguer.
 * @returns the item; `barcode_in_use`, `isbn_invalid`, `title_needed`
 */
export async function quickAdd(ctx: StaffCtx, ask: Ask): Promise<OkOf<typeof op> | Refusal | RefusedByRules> {
  const barcode = ask.barcode.trim()
  const typed = ask.isbn?.trim() ?? ''
  const isbn = typed === '' ? null : (normaliseIsbn(typed) ?? null)
  if (barcode === '') return refuse('invalid')
  if (typed !== '' && isbn === null) return refuse('isbn_invalid')
  const done = await once<KeptAdd>(ctx, ask, {
    facts: [barcodeTaken(ctx.actor.library_id, barcode), titleOfIsbn(isbn)],
    decide: async ([taken = [], titles = []], tx) => {
      if (shaped(Taken, taken[0]).taken) return refuse('barcode_in_use')
      const known = oneOf(TitleOfIsbn, titles)?.title_id ?? null
      const title = ask.title?.trim() ?? ''
      if (known === null && title === '') return refuse('title_needed')
      const at = ctx.now.toString()
      const key = ask.command_id
      const title_id = known ?? (await makeProvisionalTitle(tx, { title, isbn, key, at }))
      return add(ctx, tx, { ask: { ...ask, barcode }, title_id, provisional: known === null })
    },
  }).catch((error: unknown) => {
    if (isTaken(error)) return refuse('barcode_in_use')
    throw error
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  const [rows] = await read(ctx, [itemHeadQuery(done.item_id)])
  const item = itemHeadOf(rows ?? [])
  if (!item) throw new Error('an item that was just added is gone')
  return { item, provisional: done.provisional, event_id: done.event_id }
}

async function add(
  ctx: StaffCtx,
  tx: Tx,
  of: { readonly ask: Ask; readonly title_id: string; readonly provisional: boolean },
) {
  const { ask, title_id, provisional } = of
  const fields = {
    branch_id: ctx.actor.branch_id,
    item_type: ask.item_type,
    shelf: null,
    call_number: null,
    price_cents: null,
    loanable: true,
    note: null,
  }
  const [rows] = await tx.more([insertItem(ctx, { title_id, barcode: ask.barcode, fields })])
  const { item_id } = shaped(Added, rows?.[0])
  const event_id = uuid7(ctx.now)
  const at = ctx.now.toString()
  return {
    effects: [
      refreshHeld([title_id], at),
      beginConditionQuery({ item_id, kind: 'quick_added', note: null, event_id, at }),
      eventQuery(ctx, {
        event_id,
        kind: 'item_added',
        occurred_at: at,
        item_id,
        person: null,
        undo: { status: null, hold: null, provisional_title_id: provisional ? title_id : null },
      }),
    ],
    answer: (): KeptAdd => ({ item_id, provisional, event_id }),
  }
}
