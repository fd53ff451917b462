import type { Ask, OkOf, retryMessage as retryOp, withdrawMessage as withdrawOp } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { OwnMessage, ownMessage, planAgain, withdraw } from './letters.store.ts'

type Done = OkOf<typeof withdrawOp>

const change = (
  ctx: StaffCtx,
  ask: { readonly message_id: string; readonly body: { readonly command_id: string } },
  use: { readonly from: readonly string[]; readonly effect: Query },
): Promise<Done | Refusal | RefusedByRules> =>
  once<Done>(ctx, { ...ask.body, message_id: ask.message_id } as { command_id: string }, {
    facts: [ownMessage(ctx.actor.library_id, ask.message_id)],
    decide: ([rows = []], tx) => {
      const message = oneOf(OwnMessage, rows)
      tx.seen(message?.patron_id ?? null, message ? 'seen' : 'refused')
      if (!message) return refuse('not_found')
      if (!use.from.includes(message.state) || message.claimed) return refuse('changed_meanwhile')
      return { effects: [use.effect], answer: () => ({ message_id: ask.message_id }) }
    },
  })

/** Keeps a message that waits from going out. */
export const withdrawMessage = (ctx: StaffCtx, { params, body }: Ask<typeof withdrawOp>) =>
  change(
    ctx,
    { ...params, body },
    { from: ['planned'], effect: withdraw(params.message_id, ctx.now.toString()) },
  )

/** Sends it after all: what failed, or what was kept back. */
export const retryMessage = (ctx: StaffCtx, { params, body }: Ask<typeof retryOp>) =>
  change(
    ctx,
    { ...params, body },
    { from: ['failed', 'withdrawn'], effect: planAgain(params.message_id, body.channel, ctx.now.toString()) },
  )
