-- Readers. Signing in happens before there is a session, so a few of these look past the scope, each at the records of one
-- card; what a session of a reader is, the rest derives from its secret: one person and nobody else.

-- The session that the secret of this transaction opens. It is over half an hour after it was last used.
create or replace function organisation.reader_patron() returns bigint
language plpgsql stable security definer set search_path = '' as $$
declare
  secret text := pg_catalog.current_setting('kaft.reader', true);
  found bigint;
begin
  if secret is null or secret = '' or session_user <> 'kaft_reader' then return null; end if;
  select s.patron_id into found from patrons.reader_session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null
     and s.expires_at > pg_catalog.statement_timestamp() and s.seen_at > pg_catalog.statement_timestamp() - interval '30 minutes';
  return found;
end $$;

create or replace function organisation.reader_library() returns bigint
language sql stable security definer set search_path = '' as $$
  select p.library_id from patrons.patron p where p.patron_id = organisation.reader_patron()
$$;

-- The records of the one person: the one that signed in, and those of the same person at libraries that share patrons with
-- its library now. Blocks, debts and limits of a cooperation count them together, as at its desks.
create or replace function organisation.reader_ids() returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
declare
  mine bigint := organisation.reader_patron();
  person bigint;
  library bigint;
begin
  if mine is null then return '{}'; end if;
  select p.person_id, p.library_id into person, library from patrons.patron p where p.patron_id = mine;
  if person is null then return array[mine]; end if;
  return array(
    select mine
    union
    select o.patron_id from patrons.patron o
     where o.person_id = person and o.library_id = any (organisation.scope_of(library)));
end $$;

-- Begins the work of a reader's session. One that was opened by a website ends with the website, and rests with its coupling.
create or replace function patrons.enter_reader(secret text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  version text;
  session bigint;
  seen timestamptz;
  website bigint;
begin
  perform set_config('kaft.reader', secret, true);
  select s.session_id || '.' || l.epoch, s.session_id, s.seen_at, s.website_id into version, session, seen, website
    from patrons.reader_session s
    join patrons.patron p on p.patron_id = s.patron_id and p.merged_into is null
    join organisation.library l on l.library_id = p.library_id and l.active
    left join organisation.staff w on w.staff_id = s.website_id
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > statement_timestamp()
     and s.seen_at > statement_timestamp() - interval '30 minutes'
     and (s.website_id is null or w.active);
  if version is null or (website is not null and not organisation.coupling_runs('website', organisation.today())) then
    raise exception 'the session has ended' using errcode = 'KF001';
  end if;
  if seen < statement_timestamp() - interval '1 minute' then
    update patrons.reader_session s set seen_at = statement_timestamp() where s.session_id = session;
  end if;
  return version;
end $$;

-- What the session of the given secret is told of itself.
create or replace function patrons.reader_facts() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'session_id', s.session_id::text, 'patron_id', p.patron_id::text, 'given_name', p.given_name,
    'library_id', l.library_id::text, 'library_name', l.name, 'branch_id', b.branch_id::text, 'branch_name', b.name,
    'website', s.website_id is not null, 'version', s.session_id || '.' || l.epoch)
    from patrons.reader_session s
    join patrons.patron p on p.patron_id = s.patron_id
    join organisation.library l on l.library_id = p.library_id
    join organisation.branch b on b.branch_id = s.branch_id
   where s.secret_hash = sha256(convert_to(current_setting('kaft.reader', true), 'UTF8')) and s.patron_id = organisation.reader_patron()
$$;

-- Whom a card opens, before there is a session: the readers of the libraries that know this code, with what their password
-- is checked against. A card that is lost, over or ended opens nothing, nor does one of a library that is closed.
create or replace function patrons.reader_candidates(asked_code text, asked_library bigint)
returns table (patron_id bigint, library_id bigint, password_hash text)
language sql stable security definer set search_path = '' as $$
  select p.patron_id, p.library_id, r.password_hash
    from patrons.card c
    join patrons.patron p on p.patron_id = c.patron_id and p.merged_into is null and not p.deceased
    join organisation.library l on l.library_id = p.library_id and l.active
    join patrons.reader_login r on r.library_id = p.library_id and r.patron_id = p.patron_id
   where c.code = asked_code and c.kind = 'library' and c.state = 'active' and coalesce(c.expires_on >= organisation.today(), true)
     and (asked_library is null or p.library_id = asked_library)
   order by p.patron_id limit 3
$$;

-- Takes a turn at guessing, of a card or of whatever was typed in its place: five in a quarter of an hour, and then a rest of
-- a quarter of an hour. False while it rests. The turn is taken before the password is looked at, so that guesses that run
-- side by side count too.
create or replace function patrons.reader_turn(asked_slot text, at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  was record;
begin
  insert into patrons.reader_rest (slot, tries, last_at) values (asked_slot, 0, at) on conflict (slot) do nothing;
  select r.tries, r.last_at, r.until into was from patrons.reader_rest r where r.slot = asked_slot for update;
  if was.until > at then return false; end if;
  update patrons.reader_rest r
     set tries = case when was.until is not null or was.last_at < at - interval '15 minutes' then 1 else was.tries + 1 end,
         last_at = at,
         until = case when was.until is null and was.last_at >= at - interval '15 minutes' and was.tries + 1 >= 5
                      then at + interval '15 minutes' end
   where r.slot = asked_slot;
  return true;
end $$;

-- The password was right: what was tried before is forgotten.
create or replace function patrons.reader_proven(asked_slot text) returns void
language sql volatile security definer set search_path = '' as $$
  delete from patrons.reader_rest r where r.slot = asked_slot
$$;

create or replace function patrons.forget_rests(before timestamptz) returns integer
language sql volatile security definer set search_path = '' as $$
  with gone as (delete from patrons.reader_rest r where r.last_at < before returning 1) select count(*)::integer from gone
$$;

-- Opens a session of a reader whose password was right: for twelve hours at the most, by the clock of the database. It has an
-- account from here on: a policy that looks for the account of a line would not see one that the line itself makes.
create or replace function patrons.open_reader(asked_patron bigint, asked_website bigint, new_hash bytea)
returns table (session_id bigint, expires_at timestamptz)
language plpgsql volatile security definer set search_path = '' as $$
declare
  library bigint;
begin
  insert into patrons.reader_session as s (secret_hash, library_id, patron_id, branch_id, website_id, started_at, seen_at, expires_at)
  select new_hash, p.library_id, p.patron_id, b.branch_id, asked_website, statement_timestamp(), statement_timestamp(),
         statement_timestamp() + interval '12 hours'
    from patrons.patron p
    join patrons.reader_login r on r.library_id = p.library_id and r.patron_id = p.patron_id
    join lateral (
      select x.branch_id from organisation.branch x
       where x.library_id = p.library_id
       order by x.branch_id = (select w.branch_id from organisation.website w where w.website_id = asked_website) desc nulls last, x.code limit 1) b on true
   where p.patron_id = asked_patron and p.merged_into is null and not p.deceased
  returning s.session_id, s.expires_at, s.library_id into session_id, expires_at, library;
  if session_id is null then return; end if;
  perform finance.account_of(library, asked_patron);
  return next;
end $$;

-- Makes a link for whoever has this card and an address, three a day at the most. It answers nothing: who is known, who has an
-- address and who has asked often is told to nobody.
create or replace function patrons.ask_reader_link(asked_code text, asked_library bigint, new_reference uuid, at timestamptz, ends timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  insert into patrons.reader_link (library_id, patron_id, reference, made_at, expires_at)
  select p.library_id, p.patron_id, new_reference, at, ends
    from patrons.card c
    join patrons.patron p on p.patron_id = c.patron_id and p.merged_into is null and not p.deceased and p.email is not null
    join organisation.library l on l.library_id = p.library_id and l.active
   where c.code = asked_code and c.kind = 'library' and c.state = 'active' and coalesce(c.expires_on >= organisation.today(), true)
     and (asked_library is null or p.library_id = asked_library)
     and (select count(*) from patrons.reader_link k where k.patron_id = p.patron_id and k.made_at > at - interval '1 day') < 3
   order by p.patron_id limit 1
$$;

-- What a link that fits leads to: enough to judge a password, and whether somebody has to agree first.
create or replace function patrons.reader_link_facts(asked_reference uuid, at timestamptz)
returns table (patron_id bigint, library_id bigint, library_name text, birth_on text, consented boolean, guardian_age integer, cards text[])
language sql stable security definer set search_path = '' as $$
  select p.patron_id, p.library_id, l.name, p.birth_on,
         exists (select from patrons.guardian_consent g where g.patron_id = p.patron_id),
         coalesce((select (s.value #>> '{}')::integer from organisation.setting s
                    where s.library_id = p.library_id and s.key = 'patrons.online_guardian_age'), 13),
         array(select c.code from patrons.card c where c.patron_id = p.patron_id and c.kind = 'library')
    from patrons.reader_link k
    join patrons.patron p on p.patron_id = k.patron_id and p.merged_into is null and not p.deceased
    join organisation.library l on l.library_id = p.library_id and l.active
   where k.reference = asked_reference and k.used_at is null and k.expires_at > at
$$;

-- Uses a link up, once: the password is set, and whoever was signed in with the former one is out.
create or replace function patrons.use_reader_link(asked_reference uuid, new_password text, at timestamptz) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  whose bigint;
begin
  update patrons.reader_link k set used_at = at
   where k.reference = asked_reference and k.used_at is null and k.expires_at > at
  returning k.patron_id into whose;
  if whose is null then return null; end if;
  perform patrons.set_reader_password(whose, new_password, at);
  return whose;
end $$;

create or replace function patrons.set_reader_password(asked_patron bigint, new_password text, at timestamptz) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into patrons.reader_login (library_id, patron_id, password_hash, set_at)
  select p.library_id, p.patron_id, new_password, at from patrons.patron p where p.patron_id = asked_patron
  on conflict (library_id, patron_id) do update set password_hash = excluded.password_hash, set_at = excluded.set_at;
  update patrons.reader_session s set ended_at = statement_timestamp() where s.patron_id = asked_patron and s.ended_at is null;
  update patrons.reader_link k set used_at = at where k.patron_id = asked_patron and k.used_at is null;
end $$;

-- The own password, to whoever is signed in: what the one typed beside it is checked against, and the new one.
create or replace function patrons.own_reader_password() returns text
language sql stable security definer set search_path = '' as $$
  select r.password_hash from patrons.reader_login r where r.patron_id = organisation.reader_patron()
$$;
create or replace function patrons.own_reader_password_since() returns timestamptz
language sql stable security definer set search_path = '' as $$
  select r.set_at from patrons.reader_login r where r.patron_id = organisation.reader_patron()
$$;
create or replace function patrons.change_reader_password(new_password text, at timestamptz) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  mine bigint := organisation.reader_patron();
begin
  if mine is null then
    raise exception 'the session has ended' using errcode = 'KF001';
  end if;
  perform patrons.set_reader_password(mine, new_password, at);
end $$;

-- Libraries with a link that no mail was planned for; for jobs only.
create or replace function patrons.links_to_mail(at timestamptz) returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct k.library_id from patrons.reader_link k
   where k.used_at is null and k.expires_at > at and not exists (select from messaging.message m where m.link_id = k.link_id)
$$;

do $$
declare
  f text;
begin
  foreach f in array array[
    'organisation.reader_patron()', 'organisation.reader_library()', 'organisation.reader_ids()', 'patrons.enter_reader(text)',
    'patrons.reader_facts()', 'patrons.own_reader_password()', 'patrons.own_reader_password_since()', 'patrons.change_reader_password(text, timestamptz)'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_reader, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  foreach f in array array[
    'patrons.reader_candidates(text, bigint)', 'patrons.reader_turn(text, timestamptz)', 'patrons.reader_proven(text)',
    'patrons.open_reader(bigint, bigint, bytea)', 'patrons.ask_reader_link(text, bigint, uuid, timestamptz, timestamptz)',
    'patrons.reader_link_facts(uuid, timestamptz)', 'patrons.use_reader_link(uuid, text, timestamptz)'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_finder', f);
    -- Who guesses the present password in a browser that was left open rests too.
    if f like '%reader_turn%' or f like '%reader_proven%' then execute format('grant execute on function %s to kaft_reader', f); end if;
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  revoke all on function patrons.set_reader_password(bigint, text, timestamptz) from public;
  grant execute on function patrons.set_reader_password(bigint, text, timestamptz) to kaft_finder;
  alter function patrons.set_reader_password(bigint, text, timestamptz) owner to kaft_finder;
  foreach f in array array['patrons.links_to_mail(timestamptz)', 'patrons.forget_rests(timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_jobs, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
end $$;
