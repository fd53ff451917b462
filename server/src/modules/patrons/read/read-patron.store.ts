import { Instant, Nullable, Patron } from '@kaft/contract'
import { type Static, Type } from 'typebox'
import { dayOf } from '../../../base/dates.ts'
import { type Query, sql } from '../../../base/sql.ts'
import { balanceOf } from '../../finance/index.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

const {
  age_group: _,
  national_number_masked: __,
  membership_name: ___,
  card_type: _____,
  statement_shown_on: ____,
  ...stored
} = Patron.properties
export const PatronRow = Type.Object({
  ...stored,
  membership_types: Type.Unknown(),
  statement_shown_at: Nullable(Instant),
  number_cipher: Nullable(Type.String()),
})
export type PatronRow = Static<typeof PatronRow>

/** A name of another library's staff is not ours to see: then its library stands there. */
export const staffName = (id: Query): Query =>
  sql`coalesce((select s.name from organisation.staff s where s.staff_id = ${id}), l.name)`

/** One patron in scope with everything that the contract's `Patron` shows; the number still encrypted. */
export function patronQuery(patron_id: string, now: Temporal.Instant): Query {
  const today = sql`${dayOf(now)}::date`
  return sql`
    select p.patron_id, p.library_id, l.name as library_name, p.family_name, p.given_name, p.birth_on, p.gender, p.street,
           p.postcode, p.municipality, p.email, p.phone, p.language, p.message_channel, p.keep_history, p.news, p.auto_renew,
           p.membership_type, ${settingOf('patrons.membership_types')} as membership_types, p.member_since, p.member_until,
           p.statement_version, p.statement_shown_at, p.version, patrons.number_of(p.patron_id) as number_cipher,
           coalesce((select json_agg(json_build_object('card', c.code, 'state', c.state, 'since', c.since)
                                     order by c.state <> 'active', c.card_id desc)
              from patrons.card c where c.patron_id = p.patron_id), '[]') as cards,
           coalesce((select json_agg(json_build_object('block_id', b.block_id::text, 'reason', b.reason, 'since', b.since,
                                     'until', b.until) order by b.block_id)
              from patrons.block b where b.patron_id = p.patron_id and b.lifted_at is null
               and (b.until is null or b.until >= ${today})), '[]') as blocks,
           coalesce((select json_agg(json_build_object('note_id', n.note_id::text, 'text', n.text, 'until', n.until,
                                     'by', ${staffName(sql`n.made_by`)}, 'at', base.iso(n.made_at)) order by n.note_id)
              from patrons.note n where n.patron_id = p.patron_id and n.until >= ${today}), '[]') as notes,
           (select count(*)::integer from circulation.loan o where o.patron_id = p.patron_id and o.returned_at is null) as loans,
           (select count(*)::integer from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null) as holds,
           ${balanceOf(sql`p`)} as balance_cents
      from patrons.patron p join organisation.library l on l.library_id = p.library_id
     where p.patron_id = ${patron_id}`
}
