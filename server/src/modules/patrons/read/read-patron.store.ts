import { Instant, Nullable, Patron, SourceKind } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import type { StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { balanceOf } from '../../finance/index.ts'
import { holdsFor } from '../blocks/blocks.store.ts'
import { cardState } from '../cards/card.store.ts'
import { cameOver } from '../contact/contact.store.ts'
import { onlineState } from '../online/waiting.store.ts'
import { restrictedPurposes } from '../restricted/restricted.store.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

const {
  age_group: _,
  national_number_masked: __,
  membership_name: ___,
  card_type: _____,
  statement_shown_on: ____,
  sources: ______,
  ...stored
} = Patron.properties
/** Where a field came from, with the name of who typed it. */
const Provenance = Type.Object({
  from: SourceKind,
  at: Type.String(),
  by: Type.Optional(Type.String()),
  by_name: Nullable(Type.String()),
  reason: Type.Optional(Type.String()),
})
export const PatronRow = Type.Object({
  ...stored,
  membership_types: Type.Unknown(),
  statement_shown_at: Nullable(Instant),
  number_cipher: Nullable(Type.String()),
  provenance: Type.Record(Type.String(), Provenance),
})
export type PatronRow = Static<typeof PatronRow>

/** A name of another library's staff is not ours to see: then its library stands there. */
export const staffName = (id: Query): Query =>
  sql`coalesce((select s.name from organisation.staff s where s.staff_id = ${id}), l.name)`

const provenance = sql`(select coalesce(jsonb_object_agg(f.field, f.source || jsonb_build_object('by_name',
    case when f.source ? 'by' then ${staffName(sql`(f.source ->> 'by')::bigint`)} end)), '{}')
  from jsonb_each(p.provenance) as f(field, source)) as provenance`

const addresses = sql`coalesce((select json_agg(json_build_object('kind', a.kind, 'care_of', a.care_of, 'street', a.street,
    'postcode', a.postcode, 'municipality', a.municipality, 'letters', a.letters, 'until', a.until) order by a.address_id)
  from patrons.address a where a.patron_id = p.patron_id), '[]') as addresses`

const blocks = (
  today: Query,
): Query => sql`coalesce((select json_agg(json_build_object('block_id', b.block_id::text,
    'reason', b.reason, 'since', b.since, 'until', b.until, 'actions', b.actions, 'reach', b.reach, 'cause', b.cause, 'remedy', b.remedy,
    'library_id', b.library_id::text, 'library_name', bl.name) order by b.block_id)
  from patrons.block b join organisation.library bl on bl.library_id = b.library_id where ${holdsFor(today)}), '[]') as blocks`

const notes = (
  today: Query,
  roles: readonly string[],
): Query => sql`coalesce((select json_agg(json_build_object('note_id', n.note_id::text,
    'text', n.text, 'until', n.until, 'by', ${staffName(sql`n.made_by`)}, 'at', base.iso(n.made_at), 'shown', n.shown, 'roles', n.roles)
    order by n.note_id)
  from patrons.note n where n.patron_id = p.patron_id and n.until >= ${today}
   and (n.shown <> 'roles' or n.roles && ${roles}::text[])), '[]') as notes`

const merges = (
  today: Query,
): Query => sql`coalesce((select json_agg(json_build_object('merge_id', m.merge_id::text,
    'name', g.given_name || ' ' || g.family_name, 'on', (m.made_at at time zone 'Europe/Brussels')::date, 'undo_until', m.undo_until) order by m.merge_id)
  from patrons.merge m join patrons.patron g on g.patron_id = m.gone_id
 where m.kept_id = p.patron_id and m.ended is null and m.undo_until >= ${today}), '[]') as merges`

/** One patron in scope with everything that the contract's `Patron` shows; the number still encrypted. */
export function patronQuery(ctx: StaffCtx, patron_id: string): Query {
  const today = sql`${dayOf(ctx.now)}::date`
  return sql`
    select p.patron_id, p.library_id, l.name as library_name, p.family_name, p.given_name, p.birth_on, p.gender, p.street,
           p.postcode, p.municipality, p.email, p.phone, p.language, p.message_channel, p.keep_history, p.news, p.auto_renew,
           p.former_names, p.address_protected, ${restrictedPurposes} as restricted, coalesce(p.contact_checked_on, (p.registered_at at time zone 'Europe/Brussels')::date) as contact_checked_on,
           exists (select from patrons.magda_authorisation a where a.library_id = p.library_id and a.ended_at is null
             and ${today} between a.from_on and a.until_on) as asks_magda,
           ${cameOver}, ${provenance}, ${addresses},
           p.membership_type, ${settingOf('patrons.membership_types')} as membership_types, p.member_since, p.member_until,
           p.category, p.social_until, p.social_proof, p.end_reason, p.end_said_on,
           p.statement_version, p.statement_shown_at, p.version, patrons.number_of(p.patron_id) as number_cipher,
           coalesce((select json_agg(json_build_object('card_id', c.card_id::text, 'kind', c.kind,
                                     'card', case c.kind when 'library' then c.code end, 'state', ${cardState(today)}, 'since', c.since,
                                     'until', coalesce(c.until, c.expires_on)) order by ${cardState(today)} <> 'active', c.card_id desc)
              from patrons.card c where c.patron_id = p.patron_id), '[]') as cards,
           ${blocks(today)}, ${notes(today, ctx.actor.roles)}, ${onlineState}, p.merged_into, ${merges(today)},
           (select count(*)::integer from circulation.loan o where o.patron_id = p.patron_id and o.returned_at is null) as loans,
           (select count(*)::integer from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null) as holds,
           ${balanceOf(sql`p`)} as balance_cents
      from patrons.patron p join organisation.library l on l.library_id = p.library_id
     where p.patron_id = ${patron_id}`
}
