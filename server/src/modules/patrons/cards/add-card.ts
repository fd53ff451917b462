import type { addCard as op, BodyOf } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { RefusedByRules } from '../../../base/route.ts'
import { oneOf } from '../../../base/row.ts'
import { type Changed, changeOwn } from '../own/own-patron.ts'
import { furtherCard } from './mark-card.store.ts'
import { CardFacts, cardFacts } from './replace-card.store.ts'

/** Gives a patron of the own library a further card, beside those that work: one for at home, one on the key ring. */
export async function addCard(
  ctx: StaffCtx,
  patron_id: string,
  body: BodyOf<typeof op>,
): Promise<Changed | Refusal | RefusedByRules> {
  const card = body.card.trim()
  if (card === '') return refuse('invalid')
  return changeOwn(ctx, { patron_id, body, facts: [cardFacts(ctx, card)] }, (_, [rows]) =>
    oneOf(CardFacts, rows ?? [])?.card_in_use
      ? refuse('card_in_use')
      : { effects: [furtherCard(ctx, patron_id, card)], answer: () => ({ patron_id }) },
  )
}
