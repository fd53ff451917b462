-- What only the owner of the tables can let go.

-- Ties between events and readers whose day has come, over all libraries, a number at a time; and the partitions of months
-- that are over, whole. A desk that is writing is not made to wait for that: then they go another night.
create or replace function circulation.forget_ties(today date, most integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone integer;
  name text;
begin
  delete from circulation.event_patron where (event_id, erase_in) in (
    select event_id, erase_in from circulation.event_patron where erase_in <= today limit most);
  get diagnostics gone = row_count;
  if gone = most then return gone; end if;
  perform set_config('lock_timeout', '500ms', true);
  for name in
    select c.relname from pg_catalog.pg_inherits h join pg_catalog.pg_class c on c.oid = h.inhrelid
     where h.inhparent = 'circulation.event_patron'::regclass and c.relname <> 'event_patron_kept'
       and c.relname < 'event_patron_' || to_char(today, 'YYYY_MM')
  loop
    execute format('drop table circulation.%I', name);
  end loop;
  return gone;
exception when lock_not_available then
  return 0;
end $$;

-- Conflicts of two records that were settled before the day.
create or replace function patrons.forget_conflicts(before date) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone integer;
begin
  delete from patrons.identity_conflict where settled_at < before;
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Persons whom no record points at any more (P3, P57, P59): the number goes with the last record. Those that are named, or
-- without names a number of all there are.
create or replace function patrons.forget_persons(named bigint[], most integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone integer;
begin
  delete from patrons.person where person_id in (
    select n.person_id from patrons.person n
     where (named is null or n.person_id = any (named)) and not exists (select from patrons.patron p where p.person_id = n.person_id)
     limit most);
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Who planned, told and ended what libraries do together, and who made two of them one: ten years back. These belong to no
-- library, so that no scope reaches them.
create or replace function organisation.forget_consortium_marks(before date) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone integer;
  more integer;
begin
  update organisation.joining set made_by = null, told_by = null, ended_by = null
   where made_at < before and coalesce(made_by, told_by, ended_by) is not null;
  get diagnostics gone = row_count;
  update organisation.parting set made_by = null, kept_by = null where made_at < before and coalesce(made_by, kept_by) is not null;
  get diagnostics more = row_count;
  return gone + more;
end $$;

create or replace function moving.forget_fusion_marks(before date) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone integer;
begin
  update moving.fusion set made_by = null, begun_by = null, signed_by = null, taken_back_by = null
   where made_at < forget_fusion_marks.before and coalesce(made_by, begun_by, signed_by, taken_back_by) is not null;
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Who let a library leave; over all, since the library has nobody left.
create or replace function moving.forget_departure_marks(before date) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  gone integer;
begin
  update moving.departure set made_by = null, confirmed_by = null, begun_by = null, stopped_by = null
   where made_at < forget_departure_marks.before and coalesce(made_by, confirmed_by, begun_by, stopped_by) is not null;
  get diagnostics gone = row_count;
  return gone;
end $$;
