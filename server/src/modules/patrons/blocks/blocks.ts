import type { setBlock as op, BlockedAction, BodyOf } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf, isDay } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { type Changed, changeOwn, ownPatron } from '../own/own-patron.ts'
import { lockPatron } from '../own/own-patron.store.ts'
import { Block, blockQuery, insertBlock, lift, liftOwn } from './blocks.store.ts'

const everything: readonly BlockedAction[] = ['loan', 'renewal', 'hold', 'internet']

/** Blocks a patron of the own library by hand. Without an end it holds until someone lifts it. */
export async function setBlock(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Changed | Refusal | RefusedByRules> {
  const { until } = body
  const reason = body.reason.toWellFormed().trim()
  if (reason === '' || (until !== null && (!isDay(until) || until < dayOf(ctx.now)))) return refuse('invalid')
  return changeOwn(ctx, { patron_id, body }, ({ library_id }) => ({
    effects: [
      insertBlock(ctx, {
        library_id,
        patron_id,
        reason,
        until,
        actions: body.actions ?? everything,
        reach: body.reach ?? 'cooperation',
        remedy: body.remedy?.toWellFormed().trim() || null,
      }),
    ],
    answer: () => ({ patron_id }),
  }))
}

/** Lifts the blocks that this account itself made by hand, such as a machine that kept a card. */
export const liftOwnBlocks = (
  ctx: StaffCtx,
  patron_id: string,
  body: { readonly command_id: string },
): Promise<Changed | Refusal | RefusedByRules> =>
  changeOwn(ctx, { patron_id, body }, () => ({
    effects: [liftOwn(ctx, patron_id)],
    answer: () => ({ patron_id }),
  }))

/**
 * Lifts a block of a patron of the own library. Lifting it twice is the same as once. That someone was not seen yet
 * is lifted by seeing them (`identifyOnline`) and in no other way.
 */
export const liftBlock = (
  ctx: StaffCtx,
  ask: { readonly patron_id: string; readonly block_id: string },
): Promise<Changed | Refusal> =>
  transact(ctx, async tx => {
    const [locked, found] = await tx.first([
      lockPatron(ask.patron_id),
      blockQuery(ask.patron_id, ask.block_id),
    ])
    const patron = ownPatron(ctx, tx, locked ?? [])
    if (isRefusal(patron)) return patron
    const block = oneOf(Block, found ?? [])
    if (!block) return refuse('not_found')
    if (block.cause === 'not_identified') return refuse('not_identified')
    await tx.last([lift(ctx, ask.block_id)])
    return { patron_id: ask.patron_id }
  })
