import { type listMessages as listOp, Message, type OkOf, type patronMessages as ofOp } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { allOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { messagesOf, ownMessages, patronHere } from './messages.store.ts'

const PAGE = 100

/** Messages of the own library that wait or failed, oldest first, walked by their id. */
export const listMessages = (
  ctx: StaffCtx,
  ask: { readonly state: 'planned' | 'failed'; readonly after?: string },
): Promise<OkOf<typeof listOp>> =>
  transact(ctx, async tx => {
    const [rows = []] = await tx.first([
      ownMessages(ctx.actor.library_id, { state: ask.state, after: ask.after ?? '0', most: PAGE + 1 }),
    ])
    const found = allOf(Message, rows)
    const page = found.slice(0, PAGE)
    for (const { patron_id } of page) tx.seen(patron_id)
    return { rows: page, next: found.length > PAGE ? (page.at(-1)?.message_id ?? null) : null }
  })

/** Everything that a patron was told or will be told, newest first. */
export const patronMessages = (ctx: StaffCtx, patron_id: string): Promise<OkOf<typeof ofOp> | Refusal> =>
  transact(ctx, async tx => {
    const [known = [], rows = []] = await tx.first([patronHere(patron_id), messagesOf(patron_id)])
    const here = known.length > 0
    tx.seen(here ? patron_id : null, here ? 'seen' : 'refused')
    return here ? { rows: allOf(Message, rows) } : refuse('patron_unknown')
  })
