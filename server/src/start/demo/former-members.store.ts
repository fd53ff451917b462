import { type Query, sql } from '../../base/sql.ts'

/**
 * People who were members once, for who looks at the terms: one goes tonight, one is kept by a bailiff and what is open, and
 * one by a small debt that is not five years old yet. Nobody is made twice.
 */
export const FORMER_MEMBERS = 3
export const insertFormerMembers = (of: {
  readonly library: string
  readonly today: string
  readonly now: string
}): Query => sql`
  with gone as (
    select l.library_id, v.* from organisation.library l, (values
      ('Vanvroeger', 'Testje', ${of.today}::date - 731, 0, null),
      ('Schuldig', 'Testman', ${of.today}::date - 1200, 8650, 'Deurwaarder'),
      ('Kleingeld', 'Testa', ${of.today}::date - 1000, 350, null)) as v(family_name, given_name, ended, cents, block)
     where l.code = ${of.library}
       and not exists (select from patrons.patron p where p.library_id = l.library_id and p.family_name = v.family_name and p.given_name = v.given_name)
  ), made as (
    insert into patrons.patron (library_id, family_name, given_name, gender, language, message_channel, membership_type, member_since, member_until,
      provenance, registered_at)
    select library_id, family_name, given_name, 'x', 'nl', 'letter', 'volwassene', ended - 1461, ended, '{}', ${of.now} from gone
    returning patron_id, library_id, family_name
  ), tokens as (
    insert into patrons.name_token (library_id, token, patron_id) select library_id, lower(family_name), patron_id from made
  ), blocks as (
    insert into patrons.block (library_id, patron_id, reason, since)
    select m.library_id, m.patron_id, g.block, g.ended + 60 from made m join gone g using (family_name) where g.block is not null
  ), accounts as (
    insert into finance.account (library_id, patron_id)
    select m.library_id, m.patron_id from made m join gone g using (family_name) where g.cents > 0 returning account_id, patron_id, library_id
  )
  insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day)
  select a.library_id, a.account_id, 'charge', 'fine', g.cents, (g.ended + 20)::timestamp at time zone 'Europe/Brussels', g.ended + 20
    from accounts a join made m using (patron_id) join gone g using (family_name)`
