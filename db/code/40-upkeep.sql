-- Partitions, and the seal over the access log.

-- Makes the partitions of a month and the three after it. There is no default partition: it would block this.
create or replace function circulation.make_partitions(from_day date) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  month date;
  made integer := 0;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('circulation.make_partitions'));
  for i in -1..3 loop
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    name := 'event_' || to_char(month, 'YYYY_MM');
    if to_regclass('circulation.' || name) is null then
      execute format('create table circulation.%I partition of circulation.event for values from (%L) to (%L)', name,
        (month::timestamp at time zone 'UTC')::text, ((month + interval '1 month')::timestamp at time zone 'UTC')::text);
      execute format('alter table circulation.%I enable row level security', name);
      made := made + 1;
    end if;
  end loop;
  -- The tie to a person goes ninety days later, so those partitions reach further ahead.
  for i in 0..7 loop
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    name := 'event_patron_' || to_char(month, 'YYYY_MM');
    if to_regclass('circulation.' || name) is null then
      execute format('create table circulation.%I partition of circulation.event_patron for values from (%L) to (%L)', name,
        month, (month + interval '1 month')::date);
      execute format('alter table circulation.%I enable row level security', name);
      made := made + 1;
    end if;
  end loop;
  -- Facts of loans are kept for a year and the month that runs; an older month goes whole.
  for i in -13..3 loop
    month := (date_trunc('month', from_day) + make_interval(months => i))::date;
    name := 'loan_fact_' || to_char(month, 'YYYY_MM');
    if to_regclass('circulation.' || name) is null then
      execute format('create table circulation.%I partition of circulation.loan_fact for values from (%L) to (%L)', name,
        month, (month + interval '1 month')::date);
      execute format('alter table circulation.%I enable row level security', name);
      made := made + 1;
    end if;
  end loop;
  for name in
    select c.relname from pg_catalog.pg_inherits h join pg_catalog.pg_class c on c.oid = h.inhrelid
     where h.inhparent = 'circulation.loan_fact'::regclass
       and c.relname < 'loan_fact_' || to_char(date_trunc('month', from_day) - interval '13 months', 'YYYY_MM')
  loop
    execute format('drop table circulation.%I', name);
  end loop;
  return made;
end $$;

-- How many whole months ahead events can still be written.
create or replace function circulation.months_ahead(from_day date) returns integer
language sql stable set search_path = '' as $$
  select count(*)::integer from generate_series(1, 12) as i
   where to_regclass('circulation.event_' || to_char(date_trunc('month', from_day) + make_interval(months => i), 'YYYY_MM')) is not null
$$;

-- What a row of the access log looks like to the seal: its personal fields only as their salted hash.
create or replace function privacy.row_digest(l privacy.access_log) returns bytea
language sql immutable set search_path = '' as $$
  select sha256(convert_to(concat_ws('|', l.access_id, l.library_id, l.by_library_id,
    to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), l.operation, l.purpose, l.outcome,
    coalesce(l.role, '-'), coalesce(l.workstation_id, 0), l.help_id), 'UTF8') || l.personal_hash)
$$;

-- Transactions that are writing the access log now. Each may hold an identity below the highest that is visible.
create or replace function privacy.log_writers() returns text[]
language sql volatile set search_path = '' as $$
  select coalesce(array_agg(virtualtransaction), '{}') from pg_catalog.pg_locks
   where locktype = 'relation' and relation = 'privacy.access_log'::regclass and mode = 'RowExclusiveLock'
     and database = (select oid from pg_catalog.pg_database where datname = current_database())
$$;

-- Seals what was written, but for the last half minute: a root over the rows' hashes and the seal before it. Answers
-- how many rows it sealed; none when a transaction that may yet add one of them does not end in time.
create or replace function privacy.seal_now(at timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  last record;
  upto bigint;
  writers text[];
  n integer;
  digest bytea;
begin
  perform pg_advisory_xact_lock(hashtext('privacy.seal'));
  select to_id, root into last from privacy.seal order by seal_id desc limit 1;
  -- A part at a time: what a day without jobs left would take longer than one statement may.
  select max(l.access_id) into upto from (
    select access_id from privacy.access_log
     where access_id > coalesce(last.to_id, 0) and access_log.at < seal_now.at - interval '30 seconds'
     order by access_id limit 50000) l;
  if upto is null then return 0; end if;
  -- A lower identity that is not visible yet belongs to a transaction that writes now: wait for those, and only those.
  writers := privacy.log_writers();
  for i in 1..250 loop
    exit when not writers && privacy.log_writers();
    if i = 250 then return 0; end if;
    perform pg_sleep(0.02);
  end loop;
  select count(*)::integer, sha256(coalesce(last.root, ''::bytea) || string_agg(privacy.row_digest(l), ''::bytea order by access_id))
    into n, digest
    from privacy.access_log l where access_id > coalesce(last.to_id, 0) and access_id <= upto;
  insert into privacy.seal (sealed_at, from_id, to_id, rows, previous, root)
  values (at, coalesce(last.to_id, 0) + 1, upto, n, last.root, digest);
  return n;
end $$;

-- Walks the chain; answers the first seal that does not fit, or null when all do.
create or replace function privacy.broken_seal() returns bigint
language plpgsql stable security definer set search_path = '' as $$
declare
  s record;
  before bytea := null;
  upto bigint := null;
  n integer;
  digest bytea;
begin
  for s in select * from privacy.seal order by seal_id loop
    select count(*)::integer, sha256(coalesce(before, ''::bytea) || string_agg(privacy.row_digest(l), ''::bytea order by access_id))
      into n, digest from privacy.access_log l where access_id <= s.to_id and (upto is null or access_id > upto);
    if s.from_id <> coalesce(upto, 0) + 1 or s.previous is distinct from before or n <> s.rows or digest is distinct from s.root then
      return s.seal_id;
    end if;
    before := s.root;
    upto := s.to_id;
  end loop;
  return null;
end $$;

-- A row whose personal fields stand must still fit its own hash; answers the first that does not. A patron without
-- the salt that proves them is as broken: erasure takes both.
create or replace function privacy.broken_row() returns bigint
language sql stable security definer set search_path = '' as $$
  select access_id from privacy.access_log
   where case when salt is null then patron_id is not null else personal_hash <> sha256(salt || convert_to(concat_ws('|', coalesce(patron_id, 0), coalesce(staff_id, 0)), 'UTF8')) end
   order by access_id limit 1
$$;

-- Walks the chains of certificates, that of each library by itself; answers the first that does not fit, or null when all do. Each
-- carries the hash of the one before it, so one that was changed, slipped in or taken out of the middle shows.
create or replace function privacy.broken_certificate() returns bigint
language sql stable security definer set search_path = '' as $$
  select c.certificate_id
    from (select x.*, lag(x.hash) over (partition by x.library_id order by x.certificate_id) as before from privacy.certificate x) c
   where c.hash <> sha256(coalesce(c.before, '')
     || convert_to(concat_ws('|', c.library_id, base.iso(c.at), c.because, array_to_string(c.parts, ','), c.people, c.rows::text), 'UTF8'))
   order by c.certificate_id limit 1
$$;

-- Asks the worker for a job now. Without a worker's schema there is nobody to ask, and the timetable does it.
create or replace function base.soon(job text) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if to_regnamespace('jobs') is not null and to_regprocedure('jobs.ask(text)') is not null then
    execute 'select jobs.ask($1)' using job;
  end if;
end $$;
