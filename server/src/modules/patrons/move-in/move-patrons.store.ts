import { Id, Nullable } from '@kaft/contract'
import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'
import type { PatronFields } from '../fields.rules.ts'
import { settingOf } from '../memberships/membership-types.store.ts'

const json = (rows: readonly object[]): string => JSON.stringify(rows)

export const Taken = Type.Object({ cards: Type.Array(Type.String()), use_number: Type.Unknown() })
/** Which of these cards the library has given already, and whether it may keep numbers: by its own setting, and by the central list. */
export const takenCards = (library_id: string, codes: readonly string[]): Query => sql`
  select coalesce((select jsonb_agg(c.code) from patrons.card c where c.library_id = ${library_id} and c.code = any (${codes}::text[])), '[]') as cards,
         case when exists (select from patrons.number_leave n where n.library_id = ${library_id}
                              and organisation.today() between n.from_on and coalesce(n.until_on, 'infinity'))
              then ${settingOf('patrons.use_national_number')} else 'false' end as use_number`

export const KnownNumber = Type.Object({
  index: Type.String(),
  here: Nullable(Id),
  elsewhere: Type.Boolean(),
})
/** Of each number whether it is known, by the sealed function. */
export const knownNumbers = (indexes: readonly string[]): Query => sql`
  select i.index, k.here, k.elsewhere from unnest(${indexes}::text[]) as i(index)
   cross join lateral patrons.number_known(convert_to(i.index, 'UTF8')) k`

export interface MovedRow extends PatronFields {
  readonly patron_id: string
  readonly card: string | null
  readonly membership_type: string
  readonly member_since: string
  readonly member_until: string | null
  readonly number_index: string | null
  readonly number_cipher: string | null
  readonly tokens: readonly string[]
  /** Fields that hold something: each came from the old system. */
  readonly filled: readonly string[]
}
const columns = sql`x(patron_id bigint, family_name text, given_name text, birth_on text, gender text, street text, postcode text,
    municipality text, email text, phone text, language text, message_channel text, keep_history boolean, news boolean, card text,
    membership_type text, member_since date, member_until date, number_index text, number_cipher text, tokens text[], filled text[])`

const provenance = (by: { staff_id: string | null; at: string }): Query => sql`
  coalesce((select jsonb_object_agg(f, jsonb_build_object('from', 'migration', 'by', ${by.staff_id}::text, 'at', ${by.at}::text)) from unnest(x.filled) as f), '{}')`

interface By {
  readonly library_id: string
  readonly staff_id: string | null
  readonly at: string
}

/** Patrons with card, membership and names; a number goes through the sealed function, which alone knows the person. */
export const insertMoved = (rows: readonly MovedRow[], by: By): Query => sql`
  with x as materialized (select * from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns}),
  p as (
    insert into patrons.patron (patron_id, library_id, person_id, family_name, given_name, birth_on, gender, street, postcode, municipality,
      email, phone, language, message_channel, keep_history, news, membership_type, member_since, member_until, provenance, registered_at, registered_by)
    overriding system value
    select x.patron_id, ${by.library_id}, case when x.number_index is not null
             then patrons.person_of(convert_to(x.number_index, 'UTF8'), x.number_cipher, ${by.at}) end,
           x.family_name, x.given_name, x.birth_on, x.gender, x.street, x.postcode, x.municipality, x.email, x.phone, x.language,
           x.message_channel, x.keep_history, x.news, x.membership_type, x.member_since, x.member_until, ${provenance(by)}, ${by.at}, ${by.staff_id}
      from x),
  card as (
    insert into patrons.card (library_id, patron_id, code, state, since)
    select ${by.library_id}, x.patron_id, x.card, 'active', x.member_since from x where x.card is not null),
  membership as (
    insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, made_at, made_by)
    select ${by.library_id}, x.patron_id, x.membership_type, x.member_since, x.member_until, 0, ${by.at}::timestamptz, ${by.staff_id}::bigint from x)
  insert into patrons.name_token (library_id, token, patron_id)
  select ${by.library_id}, t.token, x.patron_id from x cross join lateral unnest(x.tokens) as t(token)`

/** Whoever objected to news here gets none by what another system says (P84). */
const objects = sql`exists (select from privacy.restriction r where r.patron_id = p.patron_id and r.lifted_at is null and 'communication' = any (r.purposes))`

/** What a later export says otherwise. Who was changed here meanwhile stays as they are, and is answered. */
export const updateMoved = (rows: readonly MovedRow[], by: By): Query => sql`
  with x as materialized (select * from jsonb_to_recordset(${json(rows)}::jsonb) as ${columns}),
  p as (
    update patrons.patron p
       set family_name = x.family_name, given_name = x.given_name, birth_on = x.birth_on, gender = x.gender, street = x.street,
           postcode = x.postcode, municipality = x.municipality, email = x.email, phone = x.phone, language = x.language,
           message_channel = x.message_channel, keep_history = x.keep_history, news = x.news and not ${objects}, membership_type = x.membership_type,
           member_since = x.member_since, member_until = x.member_until, provenance = ${provenance(by)}
      from x where p.patron_id = x.patron_id and p.version = 1
    returning p.patron_id),
  -- The one that it came with; later ones were made at a desk.
  membership as (
    update patrons.membership m set type = x.membership_type, starts_on = x.member_since, ends_on = x.member_until
      from x join p using (patron_id)
     where m.membership_id = (select min(f.membership_id) from patrons.membership f where f.patron_id = x.patron_id)),
  old as (
    delete from patrons.name_token n using x, p
     where n.patron_id = x.patron_id and p.patron_id = x.patron_id and n.token <> all (x.tokens)),
  names as (
    insert into patrons.name_token (library_id, token, patron_id)
    select ${by.library_id}, t.token, x.patron_id from x join p using (patron_id) cross join lateral unnest(x.tokens) as t(token)
    on conflict do nothing)
  select x.patron_id, p.patron_id is not null as done from x left join p using (patron_id)`
export const Updated = Type.Object({ patron_id: Id, done: Type.Boolean() })

export const nextIds = (count: number): Query =>
  sql`select nextval('patrons.patron_patron_id_seq')::text as id from generate_series(1, ${count}::integer)`
export const NextId = Type.Object({ id: Id })

/**
 * Takes patrons out again that nothing hangs on any more: cards, memberships, notes and the like go with them. With
 * a loan, a hold or a line of the ledger, or changed here since, they stay.
 */
export const takeBackMoved = (ids: readonly string[], at: string): Query => sql`
  with gone as (
    delete from patrons.patron p
     where p.patron_id = any (${ids}::bigint[]) and p.version = 1
       and not exists (select from circulation.loan l where l.patron_id = p.patron_id)
       and not exists (select from circulation.hold h where h.patron_id = p.patron_id)
       and not exists (select from finance.account a join finance.entry e on e.account_id = a.account_id
                        where a.library_id = p.library_id and a.patron_id = p.patron_id
                       having sum(e.amount_cents) <> 0 or count(*) filter (where e.kind not in ('charge', 'reversal', 'credit')) > 0)
       and not exists (select from patrons.membership m where m.patron_id = p.patron_id and m.made_at <> ${at})
       and not exists (select from patrons.note n where n.patron_id = p.patron_id and n.made_at <> ${at})
       and not exists (select from patrons.family_link f where p.patron_id in (f.patron_id, f.other_id))
       and not exists (select from patrons.class_child c where c.patron_id = p.patron_id)
    returning p.patron_id)
  select g.patron_id as id from gone g`

/** Told by a message where their data come from. */
export const toldByMessage = (ids: readonly string[], statement: string, at: string): Query => sql`
  update patrons.patron set statement_version = ${statement}, statement_how = 'message', statement_shown_at = ${at}
   where patron_id = any (${ids}::bigint[]) and statement_version is null`

/** Looks of these records whether they contradict what another library holds of the same person; tells nothing. */
export const noteMovedConflicts = (ids: readonly string[], at: string): Query =>
  sql`select patrons.note_conflicts(i.id, ${at}::timestamptz) from unnest(${ids}::bigint[]) as i(id)`
