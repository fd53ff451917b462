-- The scope is derived here, from the session's secret and the agreements valid now. The program hands over the
-- secret and nothing else, so neither a forgotten condition nor an injected setting widens what it sees.

create or replace function organisation.today() returns date
language sql stable set search_path = '' as $$ select (now() at time zone 'Europe/Brussels')::date $$;

-- Whether a library opens anything today: it is here, and its agreement holds (P16). Each door asks this, of a row of
-- `organisation.library` that it joins. Without a `search_path` of its own, so that it becomes part of the statement that asks it.
create or replace function organisation.stands(active boolean, agreed datemultirange) returns boolean
language sql stable parallel safe as $$
  select active and agreed operator(pg_catalog.@>) (pg_catalog.now() at time zone 'Europe/Brussels')::pg_catalog.date
$$;

-- The session that the secret of this transaction opens; null when there is none.
create or replace function organisation.session_library() returns bigint
language plpgsql stable security definer set search_path = '' as $$
declare
  secret text := current_setting('kaft.session', true);
  found bigint;
begin
  if session_user = 'kaft_jobs' then
    return nullif(current_setting('kaft.job_library', true), '')::bigint;
  end if;
  -- A reader acts at their own library; what they see there is one person, by the policies of their own role.
  if session_user = 'kaft_reader' then return organisation.reader_library(); end if;
  if secret is null or secret = '' then return null; end if;
  select s.library_id into found
    from organisation.session s
    join organisation.staff a on a.staff_id = s.staff_id and a.active
    join organisation.library l on l.library_id = s.library_id and organisation.stands(l.active, l.agreed)
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > statement_timestamp();
  return found;
end $$;

-- Asked once for each table that hangs on it, so written like `organisation.scope()` below.
create or replace function organisation.own_library() returns bigint
language plpgsql stable security definer as $$
declare
  secret text := pg_catalog.current_setting('kaft.session', true);
  own bigint;
begin
  if secret is null or secret = '' or session_user in ('kaft_jobs', 'kaft_reader') then return coalesce(organisation.session_library(), 0); end if;
  select s.library_id into own from organisation.session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > pg_catalog.statement_timestamp();
  return coalesce(own, 0);
end $$;

-- Libraries whose patrons a library may see on this day: its own, and those of its running agreements from 3a on.
create or replace function organisation.scope_of(library bigint) returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
declare
  day date := organisation.today();
begin
  return array(
    select library
    union
    -- What it succeeds to by a fusion: rows that are over stay written under the library that was.
    select unnest(organisation.succeeded(library))
    union
    select other.library_id
      from organisation.agreement_member mine
      join organisation.agreement a on a.agreement_id = mine.agreement_id
      join organisation.agreement_member other on other.agreement_id = a.agreement_id
     where mine.library_id = library and a.shares_patrons
       and day between a.starts_on and coalesce(a.ends_on, 'infinity') and a.ended_at is null
       and day between mine.joined_on and coalesce(mine.left_on, 'infinity') and mine.left_at is null
       and day between other.joined_on and coalesce(other.left_on, 'infinity') and other.left_at is null);
end $$;

-- What a session may see. A helper from outside sees nobody, and by a ticket that runs the one library that it names, without
-- the partners of that library (P46).
create or replace function organisation.reach(library bigint, helper boolean, help bigint) returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  if not helper then return organisation.scope_of(library); end if;
  if help is null then return '{}'; end if;
  return array_prepend(library, organisation.succeeded(library));
end $$;

-- The scope of the session of this transaction. Asked once for each table of each statement, so it has no `set`
-- clause and one look-up: every name is written in full, and the roles of the program can make no object that
-- could stand in for one.
create or replace function organisation.scope() returns bigint[]
language plpgsql stable security definer as $$
declare
  secret text := pg_catalog.current_setting('kaft.session', true);
  kept bigint[];
  library bigint;
  reached bigint[];
begin
  if secret is not null and secret <> '' and session_user not in ('kaft_jobs', 'kaft_reader') then
    select s.scope into kept from organisation.session s
     where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > pg_catalog.statement_timestamp()
       and s.scope_until > pg_catalog.now();
    if kept is not null then return kept; end if;
  end if;
  library := organisation.session_library();
  if library is null then return '{}'; end if;
  -- A dry run of a fusion looks at both; it moves nothing.
  if session_user = 'kaft_jobs' then return organisation.scope_of(library) || organisation.absorbed(); end if;
  if session_user = 'kaft_reader' then return organisation.scope_of(library); end if;
  select organisation.reach(s.library_id, s.helper, s.help_id) into reached from organisation.session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8'));
  return coalesce(reached, '{}');
end $$;

-- The same for the policies of the busiest tables, which ask it for each table of each statement: a look-up in the plan
-- costs a quarter of a function that looks up. A scope that is not kept, as after a change of the agreements, is
-- derived.
create or replace view organisation.own_session with (security_barrier = true) as
  select s.library_id,
         coalesce(case when s.scope_until > pg_catalog.now() then s.scope end, organisation.scope()) as scope
    from organisation.session s
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('kaft.session', true), 'UTF8'))
     and s.ended_at is null and s.expires_at > pg_catalog.statement_timestamp();

-- Keeps the derived scope with the session until the day ends. The lock is taken before the agreements are read, so
-- no change of them can slip in between. Where another transaction of the session keeps it just now nobody waits: this one
-- derives it.
create or replace function organisation.keep_scope(session bigint, library bigint) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform from organisation.session s where s.session_id = session for update skip locked;
  if not found then return; end if;
  perform from organisation.agreement_lock for share;
  update organisation.session s
     set scope = organisation.reach(library, s.helper, s.help_id), scope_until = (organisation.today() + 1)::timestamp at time zone 'Europe/Brussels'
   where s.session_id = session;
end $$;

-- Libraries whose patrons' holds the items of a library may serve; `carried`: also at the other's own branches.
create or replace function organisation.linked(library bigint, carried boolean) returns bigint[]
language plpgsql stable set search_path = '' as $$
declare
  day date := organisation.today();
begin
  return array(
    select library
    union
    select other.library_id
      from organisation.agreement_member mine
      join organisation.agreement a on a.agreement_id = mine.agreement_id
      join organisation.agreement_member other on other.agreement_id = a.agreement_id
     where mine.library_id = library and a.shares_patrons and (a.has_transport or not carried)
       and day between a.starts_on and coalesce(a.ends_on, 'infinity') and a.ended_at is null
       and day between mine.joined_on and coalesce(mine.left_on, 'infinity') and mine.left_at is null
       and day between other.joined_on and coalesce(other.left_on, 'infinity') and other.left_at is null);
end $$;

-- Begins the work of a session: sets the secret for this transaction and answers what the session's facts hang on.
create or replace function organisation.enter(secret text) returns text
language plpgsql volatile security definer as $$
declare
  version text;
  session bigint;
  library bigint;
  kept boolean;
  help bigint;
begin
  -- Given to a variable and not performed: what is performed is a statement of its own.
  secret := pg_catalog.set_config('kaft.session', secret, true);
  select s.version || '.' || a.version || '.' || l.epoch, s.session_id, s.library_id, s.scope is not null and s.scope_until > pg_catalog.now(), s.help_id
    into version, session, library, kept, help
    from organisation.session s
    join organisation.staff a on a.staff_id = s.staff_id and a.active
    join organisation.library l on l.library_id = s.library_id and organisation.stands(l.active, l.agreed)
   where s.secret_hash = pg_catalog.sha256(pg_catalog.convert_to(secret, 'UTF8')) and s.ended_at is null and s.expires_at > pg_catalog.statement_timestamp();
  if version is null then
    raise exception 'the session has ended' using errcode = 'KF001';
  end if;
  if not kept then perform organisation.keep_scope(session, library); end if;
  -- Who helps and was not given to write cannot write: from here on nothing in this transaction can, and it cannot be undone.
  if help is not null and not exists (select from organisation.help h where h.help_id = help and h.writes) then
    perform pg_catalog.set_config('transaction_read_only', 'on', true);
  end if;
  return version;
end $$;

-- Jobs enter one library's scope at a time.
create or replace function organisation.enter_library(library bigint) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if session_user <> 'kaft_jobs' then
    raise exception 'only jobs enter a library without a session' using errcode = '42501';
  end if;
  perform set_config('kaft.job_library', library::text, true);
end $$;
