import { type Query, sql } from '../../base/sql.ts'

const json = (rows: readonly object[]): string => JSON.stringify(rows)

export const nextPatronIds = (count: number): Query => sql`
  select nextval('patrons.patron_patron_id_seq')::text as patron_id from generate_series(1, ${count}::integer)`

/** Persons behind the numbers, each once, however many libraries know them. */
export const insertPersons = (
  rows: readonly { number_index: string; number_cipher: string }[],
  at: string,
): Query => sql`
  insert into patrons.person (number_cipher, number_index, made_at)
  select distinct on (x.number_index) x.number_cipher, convert_to(x.number_index, 'UTF8'), ${at}::timestamptz
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(number_index text, number_cipher text)`

export interface PatronRow {
  readonly patron_id: string
  readonly library: string
  readonly family_name: string
  readonly given_name: string
  readonly birth_on: string | null
  readonly gender: string
  readonly street: string | null
  readonly postcode: string | null
  readonly municipality: string | null
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
  /** Fields that hold something: each came from the form. */
  readonly filled: readonly string[]
}
/** Patrons, registered by the library's head of the desk at ten on the day on which they became a member. */
export const insertPatrons = (rows: readonly PatronRow[], statement: string): Query => sql`
  insert into patrons.patron (patron_id, library_id, person_id, family_name, given_name, birth_on, gender, street, postcode, municipality,
    email, phone, language, message_channel, keep_history, news, membership_type, member_since, member_until, statement_version,
    statement_how, statement_shown_at, provenance, registered_at, registered_by)
  overriding system value
  select x.patron_id, l.library_id, p.person_id, x.family_name, x.given_name, x.birth_on, x.gender, x.street, x.postcode, x.municipality,
         x.email, x.phone, x.language, x.message_channel, x.keep_history, x.news, x.membership_type, x.member_since, x.member_until,
         ${statement}, 'paper', x.member_since + time '10:00',
         (select jsonb_object_agg(f, jsonb_build_object('from', 'manual', 'by', h.staff_id::text, 'at', base.iso(x.member_since + time '10:00')))
            from unnest(x.filled) as f),
         x.member_since + time '10:00', h.staff_id
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, library text, family_name text, given_name text, birth_on text,
      gender text, street text, postcode text, municipality text, email text, phone text, language text, message_channel text,
      keep_history boolean, news boolean, membership_type text, member_since date, member_until date, number_index text, filled text[])
    join organisation.library l on l.code = x.library
    left join patrons.person p on p.number_index = convert_to(x.number_index, 'UTF8')
    cross join lateral (select min(r.staff_id) as staff_id from organisation.staff_role r
                         where r.library_id = l.library_id and r.role = 'hoofd_balie') h`

export const insertCards = (
  rows: readonly { patron_id: string; code: string; state: string; since: string; until: string | null }[],
): Query => sql`
  insert into patrons.card (library_id, patron_id, code, state, since, until)
  select p.library_id, p.patron_id, x.code, x.state, x.since, x.until
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, code text, state text, since date, until date)
    join patrons.patron p on p.patron_id = x.patron_id`

/** Identity cards that are library cards, for as long as the invented ones run. */
export const insertEids = (rows: readonly { patron_id: string; code: string }[]): Query => sql`
  insert into patrons.card (library_id, patron_id, kind, code, state, since, expires_on)
  select p.library_id, p.patron_id, 'eid', x.code, 'active', p.member_since, '2034-02-01'
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, code text) join patrons.patron p on p.patron_id = x.patron_id`

export const insertMemberships = (
  rows: readonly { patron_id: string; type: string; starts_on: string; ends_on: string; fee_cents: number }[],
): Query => sql`
  insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, made_at, made_by)
  select p.library_id, p.patron_id, x.type, x.starts_on, x.ends_on, x.fee_cents, x.starts_on + time '10:00', p.registered_by
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, type text, starts_on date, ends_on date, fee_cents integer)
    join patrons.patron p on p.patron_id = x.patron_id`

export const insertTokens = (rows: readonly { patron_id: string; tokens: readonly string[] }[]): Query => sql`
  insert into patrons.name_token (library_id, token, patron_id)
  select p.library_id, t.token, p.patron_id
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, tokens text[])
    join patrons.patron p on p.patron_id = x.patron_id cross join lateral unnest(x.tokens) as t(token)`

export const insertNotes = (
  rows: readonly { patron_id: string; text: string; until: string }[],
  at: string,
): Query => sql`
  insert into patrons.note (library_id, patron_id, text, until, made_at, made_by)
  select p.library_id, p.patron_id, x.text, x.until, ${at}::timestamptz - interval '3 days', p.registered_by
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, text text, until date)
    join patrons.patron p on p.patron_id = x.patron_id`

export const insertBlocks = (
  rows: readonly { patron_id: string; reason: string; since: string }[],
): Query => sql`
  insert into patrons.block (library_id, patron_id, reason, since, made_by)
  select p.library_id, p.patron_id, x.reason, x.since, p.registered_by
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(patron_id bigint, reason text, since date)
    join patrons.patron p on p.patron_id = x.patron_id`

/**
 * A little of what a record can hold beside the form: rooms of students, social tariffs, and contact data that were asked
 * for in the past year, but for one in twelve.
 */
export const enrichPatrons = (patron_ids: readonly string[], at: string): Query[] => [
  sql`insert into patrons.address (library_id, patron_id, kind, care_of, street, postcode, municipality, letters, until, source)
      select p.library_id, p.patron_id, 'student', null, 'Kotstraat ' || (1 + p.patron_id % 90), '9000', 'Gent', p.patron_id % 2 = 0,
             (${at}::timestamptz)::date + 200, jsonb_build_object('from', 'manual', 'by', p.registered_by::text, 'at', ${at}::text)
        from patrons.patron p
       where p.patron_id = any (${patron_ids}::bigint[]) and p.birth_on between '2002' and '2008' and p.patron_id % 4 = 0`,
  sql`update patrons.patron set social_until = (${at}::timestamptz)::date + 90 + (patron_id % 200)::integer, social_proof = 'paper'
       where patron_id = any (${patron_ids}::bigint[]) and patron_id % 25 = 0`,
  sql`update patrons.patron set contact_checked_on = (${at}::timestamptz)::date - (patron_id % 330)::integer
       where patron_id = any (${patron_ids}::bigint[]) and patron_id % 12 <> 0`,
]

export interface ItemRow {
  readonly library: string
  readonly branch: string
  readonly barcode: string
  readonly title: string
  readonly item_type: string
  readonly shelf: string
  readonly call_number: string
  readonly price_cents: number
  readonly loanable: boolean
  readonly state: string
  readonly note: string | null
  readonly acquired_on: string
}
/** Items of titles of a source; those that are there already stay. */
export const insertItems = (rows: readonly ItemRow[], source: string): Query => sql`
  insert into inventory.item (library_id, barcode, title_id, branch_id, item_type, shelf, call_number, price_cents, loanable, note, state, acquired_on)
  select b.library_id, x.barcode, t.title_id, b.branch_id, x.item_type, x.shelf, x.call_number, x.price_cents, x.loanable, x.note, x.state,
         x.acquired_on
    from jsonb_to_recordset(${json(rows)}::jsonb) as x(branch text, barcode text, title text, item_type text, shelf text, call_number text,
      price_cents integer, loanable boolean, state text, note text, acquired_on date)
    join organisation.branch b on b.code = x.branch join cataloguing.title t on t.source = ${source} and t.control_number = x.title
   order by b.branch_id, x.barcode
  on conflict (library_id, barcode) do nothing`

/** The planner and the first searches find the figures in place. */
export const analyse = sql`analyze`
