import type { replaceCard as op, BodyOf } from '@kaft/contract'
import { settings } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { matches, oneOf } from '../../../base/row.ts'
import { chargeQuery } from '../../finance/index.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { CardFacts, cardFacts, giveCard } from './replace-card.store.ts'

const feeOf = (stored: unknown): number => {
  const rule = settings['patrons.card_fee_cents']
  return (matches(rule.value, stored) ? stored : rule.default) as number
}

/**
 * Gives a patron of the own library a new card. Every former card is marked lost or ended; such a card is told at the
 * desk, never opens the record again, and is never given out again either.
 */
export async function replaceCard(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Changed | Refusal | RefusedByRules> {
  const card = body.card.trim()
  if (card === '') return refuse('invalid')
  return changeOwn(ctx, { patron_id, body, facts: [cardFacts(ctx, card)] }, ({ library_id }, [rows]) => {
    const facts = oneOf(CardFacts, rows ?? [])
    if (facts?.card_in_use) return refuse('card_in_use')
    const amount_cents = body.charge_fee ? feeOf(facts?.fee) : 0
    const fee =
      amount_cents > 0 ? [chargeQuery(ctx, { library_id, patron_id, charge_kind: 'card', amount_cents })] : []
    return {
      effects: [...giveCard(ctx, patron_id, { card, former: body.former }), ...fee],
      answer: () => ({ patron_id }),
    }
  })
}
