-- Readers. Signing in happens before there is a session, so a few of these look past the scope, each at the records of one
-- card; what a session of a reader is, the rest derives from its secret: one person and nobody else.

-- Who signed in. A session is over half an hour after it was last used.
create or replace function organisation.reader_owner() returns bigint
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

-- The age of a child in whole years; where the birthday is not known it counts as old as the year allows.
create or replace function patrons.reader_child_age(birth_on text) returns integer
language sql stable set search_path = '' as $$
  select case when length(birth_on) = 10 then extract(year from age(organisation.today(), birth_on::date))::integer
              else extract(year from organisation.today())::integer - left(birth_on, 4)::integer end
$$;

-- What a record is to a reader, and whether a session may look at it now: `own`; `library`, the same person at a library that shares
-- patrons with theirs; `child`, of whom they are parent or guardian and who is younger than the library sets.
create or replace function patrons.reader_tie(owner bigint, target bigint) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when owner = target then 'own'
    when exists (
      select from patrons.patron o join patrons.patron t on t.person_id = o.person_id
       where o.patron_id = owner and t.patron_id = target and t.merged_into is null and not t.deceased
         and t.library_id = any (organisation.scope_of(o.library_id))) then 'library'
    when exists (
      select from patrons.family_link f join patrons.patron c on c.patron_id = f.patron_id and c.merged_into is null and not c.deceased
       where f.patron_id = target and f.other_id = owner and f.kind = 'guardian' and f.removed_at is null
         and patrons.reader_child_age(c.birth_on) < coalesce((select (s.value #>> '{}')::integer from organisation.setting s
               where s.library_id = c.library_id and s.key = 'patrons.family_titles_until_age'), 12)) then 'child' end
$$;
-- Whom the session of this transaction shows: who signed in, or whom they look at while they may.
create or replace function organisation.reader_patron() returns bigint
language plpgsql stable security definer set search_path = '' as $$
declare
  secret text := pg_catalog.current_setting('kaft.reader', true);
  owner bigint;
  shown bigint;
begin
  if secret is null or secret = '' or session_user <> 'kaft_reader' then return null; end if;
  select s.patron_id, s.shows_id into owner, shown from patrons.reader_session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null
     and s.expires_at > pg_catalog.statement_timestamp() and s.seen_at > pg_catalog.statement_timestamp() - interval '30 minutes';
  if shown is null or patrons.reader_tie(owner, shown) is null then return owner; end if;
  return shown;
end $$;

-- Whether it shows a child: then it sees less and changes little.
create or replace function organisation.reader_guards() returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(patrons.reader_tie(organisation.reader_owner(), organisation.reader_patron()) = 'child', true)
$$;

create or replace function organisation.reader_library() returns bigint
language sql stable security definer set search_path = '' as $$
  select p.library_id from patrons.patron p where p.patron_id = organisation.reader_patron()
$$;

-- The records of the one person: the one that the session shows, and those of the same person at libraries that share patrons with
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
  select s.session_id || '.' || l.epoch || '.' || p.patron_id, s.session_id, s.seen_at, s.website_id into version, session, seen, website
    from patrons.reader_session s
    join patrons.patron o on o.patron_id = s.patron_id and o.merged_into is null
    join organisation.library home on home.library_id = o.library_id and organisation.stands(home.active, home.agreed)
    join patrons.patron p on p.patron_id = organisation.reader_patron() and p.merged_into is null
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
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
    'session_id', s.session_id::text, 'patron_id', p.patron_id::text, 'given_name', p.given_name, 'owner_id', s.patron_id::text,
    'owner_name', o.given_name, 'guards', organisation.reader_guards(),
    'library_id', l.library_id::text, 'library_name', l.name, 'branch_id', b.branch_id::text, 'branch_name', b.name,
    'website', s.website_id is not null, 'version', s.session_id || '.' || l.epoch || '.' || p.patron_id)
    from patrons.reader_session s
    join patrons.patron o on o.patron_id = s.patron_id
    join patrons.patron p on p.patron_id = organisation.reader_patron()
    join organisation.library l on l.library_id = p.library_id
    -- At another library its first branch counts what happens.
    join lateral (select x.branch_id, x.name from organisation.branch x where x.library_id = p.library_id
                   order by x.branch_id <> s.branch_id, x.code limit 1) b on true
   where s.secret_hash = sha256(convert_to(current_setting('kaft.reader', true), 'UTF8')) and s.patron_id = organisation.reader_owner()
$$;

-- Whom a card opens, before there is a session: the readers of the libraries that know this code, with what their password
-- is checked against. A card that is lost, over or ended opens nothing, nor does one of a library that is closed.
create or replace function patrons.reader_candidates(asked_code text, asked_library bigint)
returns table (patron_id bigint, library_id bigint, password_hash text)
language sql stable security definer set search_path = '' as $$
  select p.patron_id, p.library_id, r.password_hash
    from patrons.card c
    join patrons.patron p on p.patron_id = c.patron_id and p.merged_into is null and not p.deceased
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
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
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
   where c.code = asked_code and c.kind = 'library' and c.state = 'active' and coalesce(c.expires_on >= organisation.today(), true)
     and (asked_library is null or p.library_id = asked_library)
     and (select count(*) from patrons.reader_link k where k.patron_id = p.patron_id and not k.by_letter and k.made_at > at - interval '1 day') < 3
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
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
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
  select r.password_hash from patrons.reader_login r where r.patron_id = organisation.reader_owner()
$$;
create or replace function patrons.own_reader_password_since() returns timestamptz
language sql stable security definer set search_path = '' as $$
  select r.set_at from patrons.reader_login r where r.patron_id = organisation.reader_owner()
$$;
create or replace function patrons.change_reader_password(new_password text, at timestamptz) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  mine bigint := organisation.reader_owner();
begin
  if mine is null then
    raise exception 'the session has ended' using errcode = 'KF001';
  end if;
  perform patrons.set_reader_password(mine, new_password, at);
end $$;

-- The records that who signed in reaches, with counts and no title: at each library that shares patrons, and of their children.
create or replace function patrons.reader_records()
returns table (patron_id bigint, tie text, given_name text, library_id bigint, library_name text, membership_type text, member_until date,
  loans integer, late integer, holds integer, ready integer)
language sql stable security definer set search_path = '' as $$
  select p.patron_id, x.tie, p.given_name, p.library_id, l.name, p.membership_type, p.member_until,
         (select count(*)::integer from circulation.loan o where o.patron_id = p.patron_id and o.returned_at is null),
         (select count(*)::integer from circulation.loan o where o.patron_id = p.patron_id and o.returned_at is null and o.due_on < organisation.today()),
         (select count(*)::integer from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null),
         (select count(*)::integer from circulation.hold h where h.patron_id = p.patron_id and h.closed_at is null and h.state = 'ready')
    from (
      select o.patron_id from patrons.patron o where o.patron_id = organisation.reader_owner()
      union
      select t.patron_id from patrons.patron o join patrons.patron t on t.person_id = o.person_id where o.patron_id = organisation.reader_owner()
      union
      select f.patron_id from patrons.family_link f
       where f.other_id = organisation.reader_owner() and f.kind = 'guardian' and f.removed_at is null) c
    join lateral (select patrons.reader_tie(organisation.reader_owner(), c.patron_id) as tie) x on x.tie is not null
    join patrons.patron p on p.patron_id = c.patron_id
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
   order by x.tie <> 'own', x.tie = 'child', l.name, p.given_name, p.patron_id limit 50
$$;
-- Looks at another of them. A website carries readers of its own library only. The account is there from here on, as at signing in.
create or replace function patrons.show_record(target bigint) returns table (patron_id bigint, tie text)
language plpgsql volatile security definer set search_path = '' as $$
declare
  owner bigint := organisation.reader_owner();
  what text := patrons.reader_tie(owner, target);
  secret text := current_setting('kaft.reader', true);
begin
  if what is null then return; end if;
  update patrons.reader_session s set shows_id = nullif(target, owner)
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and (what <> 'library' or s.website_id is null);
  if not found then return; end if;
  perform finance.account_of((select p.library_id from patrons.patron p where p.patron_id = target), target);
  patron_id := target;
  tie := what;
  return next;
end $$;

-- Libraries with a link that no mail was planned for; for jobs only.
create or replace function patrons.links_to_mail(at timestamptz) returns setof bigint
language sql stable security definer set search_path = '' as $$
  select distinct k.library_id from patrons.reader_link k
   where k.used_at is null and k.expires_at > at and not k.by_letter and not exists (select from messaging.message m where m.link_id = k.link_id)
$$;

-- A code for a letter, to a patron of the own library; the code of an earlier letter opens nothing any more.
create or replace function patrons.hand_reader_code(asked_patron bigint, new_reference uuid, new_hash text, at timestamptz, ends timestamptz, by_staff bigint)
returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform patrons.end_reader_codes(asked_patron, at);
  insert into patrons.reader_link (library_id, patron_id, reference, made_at, expires_at, made_by, code_hash)
  select p.library_id, p.patron_id, new_reference, at, ends, by_staff, new_hash
    from patrons.patron p where p.patron_id = asked_patron and p.library_id = organisation.own_library();
end $$;
create or replace function patrons.end_reader_codes(asked_patron bigint, at timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  update patrons.reader_link k set used_at = at
   where k.patron_id = asked_patron and k.library_id = organisation.own_library() and k.by_letter and k.used_at is null
$$;

-- Takes a try at the codes of whoever has this card, before it is known whether the one that was typed fits: so tries that run side by side
-- count too. Answers what it is checked against.
create or replace function patrons.try_reader_codes(asked_code text, at timestamptz) returns table (reference uuid, code_hash text)
language sql volatile security definer set search_path = '' as $$
  update patrons.reader_link k set tries = k.tries + 1
    from patrons.card c
    join patrons.patron p on p.patron_id = c.patron_id and p.merged_into is null and not p.deceased
    join organisation.library l on l.library_id = p.library_id and organisation.stands(l.active, l.agreed)
   where c.code = asked_code and c.kind = 'library' and c.state = 'active' and coalesce(c.expires_on >= organisation.today(), true)
     and k.patron_id = p.patron_id and k.by_letter and k.used_at is null and k.expires_at > at and k.tries < 5
  returning k.reference, k.code_hash
$$;
-- The code was right: from here on it is a link, for as long as one that was asked for by mail.
create or replace function patrons.open_reader_code(asked_reference uuid, ends timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  update patrons.reader_link k set expires_at = least(k.expires_at, ends), tries = 5 where k.reference = asked_reference and k.used_at is null
$$;

do $$
declare
  f text;
begin
  foreach f in array array[
    'organisation.reader_owner()', 'organisation.reader_guards()', 'patrons.reader_records()', 'patrons.show_record(bigint)',
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
    'patrons.reader_link_facts(uuid, timestamptz)', 'patrons.use_reader_link(uuid, text, timestamptz)',
    'patrons.hand_reader_code(bigint, uuid, text, timestamptz, timestamptz, bigint)', 'patrons.end_reader_codes(bigint, timestamptz)',
    'patrons.try_reader_codes(text, timestamptz)', 'patrons.open_reader_code(uuid, timestamptz)'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_finder', f);
    -- Who guesses the present password in a browser that was left open rests too.
    if f like '%reader_turn%' or f like '%reader_proven%' then execute format('grant execute on function %s to kaft_reader', f); end if;
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  foreach f in array array['patrons.set_reader_password(bigint, text, timestamptz)', 'patrons.reader_tie(bigint, bigint)', 'patrons.reader_child_age(text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  foreach f in array array['patrons.links_to_mail(timestamptz)', 'patrons.forget_rests(timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_jobs, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
end $$;
