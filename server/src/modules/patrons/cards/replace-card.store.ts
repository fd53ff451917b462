import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

export const CardFacts = Type.Object({ card_in_use: Type.Boolean(), fee: Type.Unknown() })
/** One row: whether the own library has ever given this card, to anyone, and what a new one costs. */
export const cardFacts = (ctx: StaffCtx, card: string): Query =>
  sql`select exists (select from patrons.card where library_id = ${ctx.actor.library_id} and code = ${card}) as card_in_use,
             ${settingOf('patrons.card_fee_cents')} as fee`

/** Closes the library cards that open the record, then gives the new one. An identity card goes on working. */
export const giveCard = (
  ctx: StaffCtx,
  patron_id: string,
  to: { readonly card: string; readonly former: 'lost' | 'ended' },
): Query[] => [
  sql`update patrons.card set state = ${to.former}, until = ${dayOf(ctx.now)} where patron_id = ${patron_id} and kind = 'library' and state = 'active'`,
  sql`insert into patrons.card (library_id, patron_id, code, state, since)
      values (${ctx.actor.library_id}, ${patron_id}, ${to.card}, 'active', ${dayOf(ctx.now)})`,
]
