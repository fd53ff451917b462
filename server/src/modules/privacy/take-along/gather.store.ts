import { Type } from 'typebox'
import { type Query, sql } from '../../../base/sql.ts'

export const GatheredRow = Type.Object({ row: Type.Record(Type.String(), Type.Unknown()) })

const about = sql`|| jsonb_build_object('title', t.title, 'author', t.author, 'barcode', i.barcode)`
/** Rows that hang on a loan of the person. */
const loansOf = (patron_id: string): Query =>
  sql`x.loan_id in (select l.loan_id from circulation.loan l where l.patron_id = ${patron_id})`
const holdsOf = (patron_id: string): Query =>
  sql`x.hold_id in (select h.hold_id from circulation.hold h where h.patron_id = ${patron_id})`
const casesOf = (patron_id: string): Query =>
  sql`x.case_id in (select c.case_id from privacy.rights_case c where c.patron_id = ${patron_id})`

/** How each table of the sections leads to a person: rows `{ row }`, whole, of which only the named columns go on. */
export const gather: Readonly<Record<string, (patron_id: string) => Query>> = {
  'patrons.patron': id =>
    sql`select to_jsonb(x) || jsonb_build_object('national_number', patrons.number_of(x.patron_id)) as row from patrons.patron x where x.patron_id = ${id}`,
  'patrons.address': id =>
    sql`select to_jsonb(x) as row from patrons.address x where x.patron_id = ${id} order by x.address_id`,
  'patrons.reader_login': id =>
    sql`select jsonb_build_object('set_at', x.set_at) as row from patrons.reader_login x where x.patron_id = ${id}`,
  'patrons.reader_session': id =>
    sql`select jsonb_build_object('started_at', x.started_at, 'seen_at', x.seen_at) as row
          from patrons.reader_session x where x.patron_id = ${id} order by x.session_id`,
  'patrons.former_residence': id =>
    sql`select to_jsonb(x) as row from patrons.former_residence x where x.patron_id = ${id} order by x.former_id`,
  'patrons.card': id =>
    // The code of an identity card is a keyed hash: of no use to anybody, and not the number of the card.
    sql`select to_jsonb(x) || case when x.kind = 'eid' then '{"code": "eID"}'::jsonb else '{}' end as row from patrons.card x where x.patron_id = ${id} order by x.card_id`,
  'patrons.membership': id =>
    sql`select to_jsonb(x) as row from patrons.membership x where x.patron_id = ${id} order by x.membership_id`,
  'patrons.block': id =>
    sql`select to_jsonb(x) as row from patrons.block x where x.patron_id = ${id} order by x.block_id`,
  'patrons.note': id =>
    sql`select to_jsonb(x) as row from patrons.note x where x.patron_id = ${id} order by x.note_id`,
  'patrons.family_link': id =>
    sql`select to_jsonb(x) as row from patrons.family_link x where x.patron_id = ${id} or x.other_id = ${id} order by x.link_id`,
  'patrons.guardian_consent': id =>
    sql`select to_jsonb(x) as row from patrons.guardian_consent x where x.patron_id = ${id}`,
  'patrons.register_notice': id =>
    sql`select to_jsonb(x) as row from patrons.register_notice x where x.patron_id = ${id} order by x.notice_id`,
  'patrons.magda_consultation': id =>
    sql`select to_jsonb(x) as row from patrons.magda_consultation x where x.patron_id = ${id} order by x.consultation_id`,
  'patrons.online_registration': id =>
    sql`select to_jsonb(x) as row from patrons.online_registration x where x.patron_id = ${id}`,
  'patrons.statement_shown': id =>
    sql`select to_jsonb(x) as row from patrons.statement_shown x where x.patron_id = ${id} order by x.shown_id`,
  'acquisitions.suggestion_asker': id => sql`
    select to_jsonb(x) || jsonb_build_object('title', coalesce(t.title, s.title, s.isbn), 'author', coalesce(t.author, s.author)) as row
      from acquisitions.suggestion_asker x join acquisitions.purchase_suggestion s on s.suggestion_id = x.suggestion_id
      left join cataloguing.title t on t.title_id = s.title_id where x.patron_id = ${id} order by x.asker_id`,
  'circulation.loan': id => sql`
    select to_jsonb(x) ${about} as row from circulation.loan x
      left join cataloguing.title t on t.title_id = x.title_id left join inventory.item i on i.item_id = x.item_id
     where x.patron_id = ${id} order by x.loan_id`,
  'circulation.hold': id => sql`
    select to_jsonb(x) ${about} as row from circulation.hold x
      left join cataloguing.title t on t.title_id = x.title_id left join inventory.item i on i.item_id = x.item_id
     where x.patron_id = ${id} order by x.hold_id`,
  'circulation.event': id => sql`
    select to_jsonb(x) ${about} as row from circulation.event_patron p join circulation.event x on x.event_id = p.event_id
      left join cataloguing.title t on t.title_id = x.title_id left join inventory.item i on i.item_id = x.item_id
     where p.patron_id = ${id} order by x.position`,
  'circulation.claim': id =>
    sql`select to_jsonb(x) as row from circulation.claim x where ${loansOf(id)} order by x.claim_id`,
  'circulation.auto_renewal': id =>
    sql`select to_jsonb(x) as row from circulation.auto_renewal x where ${loansOf(id)} order by x.loan_id, x.due_on`,
  'circulation.hold_call': id =>
    sql`select to_jsonb(x) as row from circulation.hold_call x where ${holdsOf(id)}`,
  'circulation.ibl_request': id =>
    sql`select to_jsonb(x) as row from circulation.ibl_request x where ${holdsOf(id)}`,
  'circulation.home_stop': id =>
    sql`select to_jsonb(x) as row from circulation.home_stop x where x.patron_id = ${id}`,
  'circulation.home_bag': id =>
    sql`select to_jsonb(x) as row from circulation.home_bag x where x.patron_id = ${id}`,
  'finance.entry': id => sql`
    select to_jsonb(x) || coalesce(to_jsonb(b) - 'entry_id', '{}') as row from finance.account a
      join finance.entry x on x.account_id = a.account_id
      left join finance.charge_about b on b.entry_id = coalesce(x.charge_id, x.entry_id)
     where a.patron_id = ${id} order by x.entry_id`,
  'messaging.message': id => sql`
    select to_jsonb(x) || jsonb_build_object('title', t.title) as row from messaging.message x
      left join cataloguing.title t on t.title_id = x.title_id where x.patron_id = ${id} order by x.message_id`,
  'messaging.address_list_row': id => sql`
    select jsonb_build_object('purpose', l.purpose, 'ground', 'toestemming voor nieuws', 'fields', l.fields,
             'made_on', (l.made_at at time zone 'Europe/Brussels')::date, 'until', l.until, 'times', l.fetched) as row
      from messaging.address_list_row x join messaging.address_list l on l.list_id = x.list_id where x.patron_id = ${id} order by l.list_id`,
  'privacy.rights_case': id =>
    sql`select to_jsonb(x) as row from privacy.rights_case x where x.patron_id = ${id} order by x.case_id`,
  'privacy.case_item': id =>
    sql`select to_jsonb(x) as row from privacy.case_item x where ${casesOf(id)} order by x.item_id`,
  'privacy.case_letter': id =>
    sql`select to_jsonb(x) as row from privacy.case_letter x where ${casesOf(id)} order by x.letter_id`,
  'privacy.case_notice': id =>
    sql`select to_jsonb(x) as row from privacy.case_notice x where ${casesOf(id)} order by x.notice_id`,
  'privacy.restriction': id =>
    sql`select to_jsonb(x) as row from privacy.restriction x where x.patron_id = ${id} order by x.restriction_id`,
  'privacy.access_log': id => sql`
    select jsonb_build_object('on', (x.at at time zone 'Europe/Brussels')::date, 'library', b.name, 'role', x.role, 'purpose', x.purpose, 'times', count(*)) as row
      from privacy.access_log x join organisation.library b on b.library_id = x.by_library_id
     where x.patron_id = ${id} and x.outcome = 'seen' group by (x.at at time zone 'Europe/Brussels')::date, b.name, x.role, x.purpose
     order by (x.at at time zone 'Europe/Brussels')::date, b.name, x.role, x.purpose`,
}

export const HeadRow = Type.Object({ library_name: Type.String() })
export const libraryOf = (library_id: string): Query =>
  sql`select name as library_name from organisation.library where library_id = ${library_id}`
export const RecipientRow = Type.Object({
  name: Type.String(),
  purpose: Type.String(),
  country: Type.String(),
})
export const recipientRows: Query = sql`select name, purpose, country from privacy.recipient order by name`
