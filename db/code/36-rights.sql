-- What the data protection officer of all libraries may do outside of any scope: find a person for a case, and nothing else.

-- Whether the session of this transaction acts as that officer.
create or replace function organisation.for_privacy() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from organisation.session s
      join organisation.staff_role r on r.staff_id = s.staff_id and r.role = 'dpo_centraal'
       and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity')
     where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null and s.expires_at > now())
$$;

-- People whom a request may be about, library by library: by their whole e-mail address, or by every whole word of a name. As much
-- as telling them apart needs, and only to that officer.
create or replace function privacy.find_anyone(asked_email text, asked_words text[], most integer)
returns table (patron_id bigint, library_id bigint, library_name text, family_name text, given_name text, birth_year text, municipality text)
language sql stable security definer set search_path = '' as $$
  select p.patron_id, l.library_id, l.name, p.family_name, p.given_name, left(p.birth_on, 4), p.municipality
    from organisation.library l
    cross join lateral (
      select x.patron_id from patrons.patron x where asked_email is not null and x.library_id = l.library_id and x.email_folded = lower(asked_email)
      union
      select t.patron_id from (
        select n.patron_id from patrons.name_token n where asked_email is null and n.library_id = l.library_id and n.token = asked_words[1] limit 200) t
       where not exists (select from unnest(asked_words) w where not exists (
         select from patrons.name_token n where n.library_id = l.library_id and n.token = w and n.patron_id = t.patron_id))) f
    join patrons.patron p on p.patron_id = f.patron_id and p.merged_into is null
   where organisation.for_privacy()
   order by l.name, p.family_name, p.given_name, p.patron_id limit most
$$;

-- Libraries in which something waits to be done for a case. For jobs only.
create or replace function privacy.waiting_tasks() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct t.library_id from privacy.case_task t where t.done_at is null
$$;

-- Whether a record still stands, for who handles a request about it: of the own library, or of any for that officer.
create or replace function privacy.patron_stands(asked bigint) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from patrons.patron p where p.patron_id = asked
    and (p.library_id = (select organisation.own_library()) or (select organisation.for_privacy())))
$$;

-- Libraries whose members are still to be told of a version of the statement. For jobs only.
create or replace function privacy.announcing() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct a.library_id from privacy.announcement a where a.done_at is null
$$;

-- Of which library a breach is, for who handles it: the officer of that library, or the one of all.
create or replace function privacy.breach_library(asked bigint) returns bigint
language sql stable security definer set search_path = '' as $$
  select b.library_id from privacy.breach b
   where b.breach_id = asked and (b.library_id = (select organisation.own_library()) or (select organisation.for_privacy()))
$$;

-- Whose records were looked at between two moments, by the log of that library and of those that became part of it: ids, and nothing of who looked.
create or replace function privacy.looks_of_breach(asked bigint, by_staff bigint, at_workstation bigint, from_at timestamptz, until_at timestamptz)
returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct a.patron_id from privacy.access_log a
   where a.library_id = any ((select array_prepend(l, organisation.succeeded(l)) from privacy.breach_library(asked) l)::bigint[])
     and a.patron_id is not null and a.outcome = 'seen' and a.at between from_at and until_at
     and (by_staff is null or a.staff_id = by_staff) and (at_workstation is null or a.workstation_id = at_workstation)
$$;

-- Accounts of that library by name, closed ones too: whose looks a breach can be searched for.
create or replace function privacy.accounts_of_breach(asked bigint)
returns table (staff_id bigint, name text, initials text, kind text, active boolean)
language sql stable security definer set search_path = '' as $$
  select s.staff_id, s.name, s.initials, s.kind, s.active from organisation.staff s
   where s.library_id = (select privacy.breach_library(asked))
$$;

-- That the officer of all searched the log of another library stands in that log, where its own officer reads it.
create or replace function privacy.log_breach_search(asked bigint, at timestamptz, role text, workstation bigint, staff bigint, salt bytea) returns void
language sql volatile security definer set search_path = '' as $$
  insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id, staff_id, salt, personal_hash)
  select b.library_id, organisation.own_library(), at, 'scopeBreach', 'administration', 'seen', role, workstation, staff, salt,
         sha256(salt || convert_to(concat_ws('|', 0, staff), 'UTF8'))
    from privacy.breach b where b.breach_id = asked and organisation.for_privacy()
$$;

-- Libraries in which people are still to be told of a breach. For jobs only.
create or replace function privacy.telling() returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct b.library_id from privacy.breach b where b.tell_at is not null
$$;
