import type { BodyOf, markCard as op } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { mayBecome } from './mark-card.rules.ts'
import { OneCard, oneCard, setCardState } from './mark-card.store.ts'

/** Says of one card of the own library that it is lost, found again or ended; the other cards go on working. */
export function markCard(
  ctx: StaffCtx,
  ask: { readonly patron_id: string; readonly card_id: string; readonly body: BodyOf<typeof op> },
): Promise<Changed | Refusal | RefusedByRules> {
  const { patron_id, card_id, body } = ask
  const command = { ...body, card_id }
  return changeOwn(ctx, { patron_id, body: command, facts: [oneCard(ctx, ask)] }, (_, [rows]) => {
    const card = oneOf(OneCard, rows ?? [])
    if (!card) return refuse('card_unknown')
    const code = mayBecome(card, body.state, dayOf(ctx.now))
    if (code !== null) return refuse(code, { until: card.expires_on })
    return { effects: [setCardState(ctx, card_id, body.state)], answer: () => ({ patron_id }) }
  })
}
