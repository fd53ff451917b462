import { type Query, sql } from '../../base/sql.ts'

/** Who sent the form of the website and gave the code back; `days_ago`: since when. */
export interface OnlineRow {
  readonly family_name: string
  readonly given_name: string
  readonly birth_on: string
  readonly street: string
  readonly email: string
  readonly days_ago: number
  readonly guardian: string | null
  readonly tokens: readonly string[]
}
const KEPT_DAYS = 90
const REMINDED_AFTER = 30

/** Lets a library of the demonstration register readers on its website, with some who have still to come by. */
export const insertOnline = (
  library: string,
  rows: readonly OnlineRow[],
  at: { readonly now: string; readonly statement: string },
): Query => sql`
  with here as (select library_id from organisation.library where code = ${library}),
  opened as (
    insert into organisation.setting (library_id, key, value) select library_id, 'patrons.online_open', 'true' from here
    on conflict (library_id, key) do nothing),
  x as materialized (
    select nextval('patrons.patron_patron_id_seq') as patron_id, h.library_id, r.*, ${at.now}::timestamptz - make_interval(days => r.days_ago) as since
      from here h, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(family_name text, given_name text, birth_on text, street text,
        email text, days_ago integer, guardian text, tokens jsonb)),
  d as materialized (select x.*, x.since::date as on_day, x.since::date + ${KEPT_DAYS}::integer as visit_until from x),
  p as (
    insert into patrons.patron (patron_id, library_id, family_name, given_name, birth_on, gender, street, postcode, municipality, email, language,
      message_channel, keep_history, news, membership_type, member_since, member_until, statement_version, statement_how, statement_shown_at,
      provenance, registered_at)
    overriding system value
    select d.patron_id, d.library_id, d.family_name, d.given_name, d.birth_on, 'unknown', d.street, '9021', 'Testgem', d.email, 'nl', 'email', false, false,
           'online', d.on_day, d.visit_until, ${at.statement}, 'online', d.since,
           (select jsonb_object_agg(f, jsonb_build_object('from', 'self', 'at', to_char(d.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
              from unnest('{family_name,given_name,birth_on,street,postcode,municipality,email,language,message_channel}'::text[]) as f), d.since
      from d),
  m as (
    insert into patrons.membership (library_id, patron_id, type, starts_on, ends_on, fee_cents, fee_because, made_at)
    select d.library_id, d.patron_id, 'online', d.on_day, d.visit_until, 0, 'free', d.since from d),
  b as (
    insert into patrons.block (library_id, patron_id, reason, since, actions, reach, remedy, cause)
    select d.library_id, d.patron_id, 'Online ingeschreven, nog niet geïdentificeerd', d.on_day, '{loan,renewal}', 'cooperation',
           'Lees de eID of kijk een identiteitsbewijs na.', 'not_identified' from d),
  w as (
    insert into patrons.online_registration (library_id, patron_id, confirmed_at, remind_on, visit_until, may_hold)
    select d.library_id, d.patron_id, d.since, d.on_day + ${REMINDED_AFTER}::integer, d.visit_until, true from d),
  g as (
    insert into patrons.guardian_consent (library_id, patron_id, given_by, relation, consent, given_at)
    select d.library_id, d.patron_id, d.guardian, 'parent', 'online', d.since from d where d.guardian is not null)
  insert into patrons.name_token (library_id, token, patron_id)
  select d.library_id, t.token, d.patron_id from d cross join lateral jsonb_array_elements_text(d.tokens) as t(token)`
