import { type Query, sql } from '../../base/sql.ts'

const json = (rows: readonly object[]): string => JSON.stringify(rows)

export interface PatronRow {
  readonly card: string
  readonly library: string
  readonly family_name: string
  readonly given_name: string
  readonly birth_on: string | null
  readonly gender: string
  readonly street: string
  readonly postcode: string
  readonly municipality: string
  readonly email: string | null
  readonly phone: string | null
  readonly language: string
  readonly message_channel: string
  readonly keep_history: boolean
  readonly news: boolean
  readonly membership_type: string
  readonly member_since: string
  readonly member_until: string
  readonly number_index: string | null
  readonly number_cipher: string | null
  readonly provenance: object
}

/** Persons behind the numbers, each once, however many libraries know them. */
export const insertPersons = (rows: readonly PatronRow[], at: string): Query => sql`
  insert into patrons.person (number_cipher, number_index, made_at)
  select distinct on (x.number_index) x.number_cipher, convert_to(x.number_index, 'UTF8'), ${at}::timestamptz
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(number_index text, number_cipher text) where x.number_index is not null`

/** Patrons, registered by the first of the library's head of the desk on the day on which they became a member. */
export const insertPatrons = (rows: readonly PatronRow[], statement: string): Query => sql`
  with asked as materialized (
    select * from jsonb_to_recordset(${json(rows)}::jsonb) as x(card text, library text, family_name text, given_name text, birth_on text, gender text,
      street text, postcode text, municipality text, email text, phone text, language text, message_channel text, keep_history boolean, news boolean,
      membership_type text, member_since date, member_until date, number_index text, provenance jsonb))
  insert into patrons.patron (library_id, person_id, family_name, given_name, birth_on, gender, street, postcode, municipality, email, phone,
    language, message_channel, keep_history, news, membership_type, member_since, member_until, statement_version, statement_how,
    statement_shown_at, provenance, registered_at, registered_by)
  select l.library_id, p.person_id, x.family_name, x.given_name, x.birth_on, x.gender, x.street, x.postcode, x.municipality, x.email, x.phone,
         x.language, x.message_channel, x.keep_history, x.news, x.membership_type, x.member_since, x.member_until, ${statement}, 'paper',
         x.member_since + time '10:00', x.provenance, x.member_since + time '10:00', h.staff_id
    from asked x join organisation.library l on l.code = x.library
    left join patrons.person p on p.number_index = convert_to(x.number_index, 'UTF8')
    left join lateral (select r.staff_id from organisation.staff_role r where r.library_id = l.library_id and r.role = 'hoofd_balie'
                        order by r.staff_id limit 1) h on true
   order by x.library, x.card
  returning patron_id, library_id, given_name, family_name, email, street, registered_at`

export const insertCards = (
  rows: readonly { patron_id: string; code: string; state: string; since: string; until: string | null }[],
): Query => sql`
  insert into patrons.card (library_id, patron_id, code, state, since, until)
  select p.library_id, p.patron_id, x.code, x.state, x.since, x.until
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, code text, state text, since date, until date)
    join patrons.patron p on p.patron_id = x.patron_id`

export const insertTokens = (rows: readonly { patron_id: string; tokens: readonly string[] }[]): Query => sql`
  insert into patrons.name_token (library_id, token, patron_id)
  select p.library_id, t.token, p.patron_id
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, tokens text[])
    join patrons.patron p on p.patron_id = x.patron_id cross join lateral unnest(x.tokens) as t(token)`
