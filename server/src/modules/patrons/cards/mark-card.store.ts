import { Day, Nullable, OneOf } from '@kaft/contract'
import { Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { CardState, cardState } from './card.store.ts'

export const furtherCard = (ctx: StaffCtx, patron_id: string, card: string): Query =>
  sql`insert into patrons.card (library_id, patron_id, code, state, since)
      values (${ctx.actor.library_id}, ${patron_id}, ${card}, 'active', ${dayOf(ctx.now)})`

export const OneCard = Type.Object({
  kind: OneOf(['library', 'eid']),
  state: CardState,
  until: Nullable(Day),
  expires_on: Nullable(Day),
})
export const oneCard = (ctx: StaffCtx, of: { patron_id: string; card_id: string }): Query =>
  sql`select c.kind, ${cardState(sql`${dayOf(ctx.now)}::date`)} as state, c.until, c.expires_on from patrons.card c
       where c.card_id = ${of.card_id} and c.patron_id = ${of.patron_id}`

export const setCardState = (ctx: StaffCtx, card_id: string, state: 'active' | 'lost' | 'ended'): Query =>
  sql`update patrons.card set state = ${state}, until = ${state === 'active' ? null : dayOf(ctx.now)} where card_id = ${card_id}`
