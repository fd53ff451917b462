import { BirthOn, BlockedAction, Cents, Day, Id, Nullable, OneOf } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { Ctx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { balanceOf } from '../../finance/index.ts'
import { consentGiven } from '../family/family.store.ts'
import { holdsFor } from '../blocks/blocks.store.ts'
import { cameOver } from '../contact/contact.store.ts'
import { eidCodes } from '../cards/card-code.ts'
import { CardState, cardIs, cardState } from '../cards/card.store.ts'
import { restrictedFor } from '../restricted/restricted.store.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

/** What the head of a patron is made of. The birth date stays in the server: a head shows an age group. */
export const PatronHeadRow = Type.Object({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  family_name: Type.String(),
  given_name: Type.String(),
  birth_on: Nullable(BirthOn),
  membership_type: Type.String(),
  membership_types: Type.Unknown(),
  member_until: Nullable(Day),
  card_tail: Type.String(),
  loans: Type.Integer(),
  holds_ready: Type.Integer(),
  balance_cents: Cents,
  blocks: Type.Array(
    Type.Object({
      reason: Type.String(),
      until: Nullable(Day),
      actions: Type.Array(BlockedAction),
      cause: Type.String(),
    }),
  ),
  notes: Type.Array(Type.String()),
  deceased: Type.Boolean(),
  restricted: Type.Boolean(),
  consented: Type.Boolean(),
  consent_until_age: Type.Unknown(),
  own: Type.Boolean(),
  contact_checked_on: Day,
  contact_check_months: Type.Unknown(),
  /** Came over from another system, and nobody looked at the record with its reader yet. */
  came_over: Type.Boolean(),
  today: Day,
})
export type PatronHeadRow = Static<typeof PatronHeadRow>

/**
 * One row, `PatronHeadRow`, for each patron in scope, in the order asked; none for the others.
 * @param now decides which blocks and notes still hold
 */
export function patronHeadQuery(patron_ids: readonly string[], now: Temporal.Instant): Query {
  const today = sql`${dayOf(now)}::date`
  return sql`
    select p.patron_id, p.library_id, l.name as library_name, p.family_name, p.given_name, p.birth_on,
           p.membership_type, ${settingOf('patrons.membership_types')} as membership_types, p.member_until,
           coalesce((select c.tail from patrons.card c where c.patron_id = p.patron_id and c.state = 'active'
                      order by c.card_id desc limit 1), '') as card_tail,
           (select count(*)::integer from circulation.loan o where o.patron_id = p.patron_id and o.returned_at is null) as loans,
           (select count(*)::integer from circulation.hold h
             where h.patron_id = p.patron_id and h.closed_at is null and h.state = 'ready') as holds_ready,
           ${balanceOf(sql`p`)} as balance_cents,
           coalesce((select json_agg(json_build_object('reason', b.reason, 'until', b.until, 'actions', b.actions, 'cause', b.cause) order by b.block_id)
              from patrons.block b where ${holdsFor(today)}), '[]') as blocks,
           coalesce((select json_agg(n.text order by n.note_id)
              from patrons.note n where n.patron_id = p.patron_id and n.until >= ${today} and n.shown = 'desk'), '[]') as notes,
           p.deceased, ${restrictedFor('functional')} as restricted, ${consentGiven} as consented, ${settingOf('patrons.consent_until_age')} as consent_until_age, p.library_id = (select organisation.own_library()) as own, ${settingOf('patrons.contact_check_months')} as contact_check_months,
           coalesce(p.contact_checked_on, (p.registered_at at time zone 'Europe/Brussels')::date) as contact_checked_on,
           ${cameOver}, ${today} as today
      from unnest(${patron_ids}::bigint[]) with ordinality as asked(patron_id, place)
      join patrons.patron p on p.patron_id = asked.patron_id
      join organisation.library l on l.library_id = p.library_id
     order by asked.place`
}

/** A card as scanned, with the patron whom it names. Only an `active` card opens a record; of the others is told why not. */
export const PatronOfCard = Type.Object({
  patron_id: Id,
  library_id: Id,
  library_name: Type.String(),
  name: Type.String(),
  kind: OneOf(['library', 'eid']),
  state: CardState,
  /** The last day of a card that has one. */
  expires_on: Nullable(Day),
})
export type PatronOfCard = Static<typeof PatronOfCard>

/**
 * Rows of `PatronOfCard`: codes are unique in one library, so several libraries in scope may each have one. Those
 * that open a record come first, the own library's before the partners'. The number of an identity card is hashed here.
 */
export function patronByCard(ctx: Pick<Ctx, 'keys' | 'now'>, text: string): Query {
  const code = text.trim()
  const today = sql`${dayOf(ctx.now)}::date`
  return sql`
    select c.patron_id, c.library_id, l.name as library_name, p.given_name || ' ' || p.family_name as name, c.kind,
           ${cardState(today)} as state, c.expires_on
      from patrons.card c
      join patrons.patron p on p.patron_id = c.patron_id
      join organisation.library l on l.library_id = c.library_id
     where ${cardIs(code, eidCodes(ctx.keys, code))}
     order by ${cardState(today)} <> 'active', c.library_id <> (select organisation.own_library()), c.card_id`
}
