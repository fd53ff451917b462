-- The agreement between a library and Cultuurconnect (P16): without one that holds today nobody of that library signs in, and
-- nothing of it opens. A new version is a new row; of a row only its end can be set, once.
create table organisation.participation (
  participation_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  reference text not null check (length(reference) between 1 and 200),
  version text not null check (length(version) between 1 and 40),
  -- Null only for what stood before agreements were kept here.
  signed_on date,
  starts_on date not null,
  -- The last day, as it was signed; null is without end.
  ends_on date check (ends_on >= starts_on),
  made_at timestamptz not null,
  -- The last day after all, where it was ended before its time, and when that was said.
  stops_on date,
  stopped_at timestamptz,
  check ((stops_on is null) = (stopped_at is null))
);
create index participation_library on organisation.participation (library_id, participation_id);
select base.describe('organisation.participation', $$
  participation_id | none
  library_id       | none
  reference        | none
  version          | none
  signed_on        | none
  starts_on        | none
  ends_on          | none
  made_at          | none
  stops_on         | none
  stopped_at       | none
$$);
alter table organisation.participation enable row level security;
alter table organisation.participation force row level security;
create policy owner on organisation.participation to kaft_owner using (true);
create policy finder on organisation.participation for select to kaft_finder using (true);
create policy seen on organisation.participation for select to kaft_app using ((select organisation.for_consortium()));
create policy made on organisation.participation for insert to kaft_app
  with check ((select organisation.for_consortium()) and stops_on is null);
create policy changed on organisation.participation for update to kaft_app
  using ((select organisation.for_consortium()) and stops_on is null) with check ((select organisation.for_consortium()));
grant select on organisation.participation to kaft_app, kaft_finder;
grant insert, update (stops_on, stopped_at) on organisation.participation to kaft_app;

-- On which days the library has an agreement, beside `active`: every door asks both of one row that it reads already, and a day
-- that passes closes it without anybody doing anything.
alter table organisation.library add column agreed datemultirange not null default '{}';
select base.describe('organisation.library', $$
  agreed | none
$$);
grant update (agreed) on organisation.library to kaft_finder;

-- The one writer of those days.
create function organisation.participation_counts() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update organisation.library l set agreed = coalesce((
    select range_agg(daterange(p.starts_on, least(p.ends_on, p.stops_on), '[]'))
      from organisation.participation p
     where p.library_id = l.library_id and coalesce(p.stops_on, p.starts_on) >= p.starts_on), '{}')
   where l.library_id = new.library_id;
  return null;
end $$;
alter function organisation.participation_counts() owner to kaft_finder;
revoke all on function organisation.participation_counts() from public;
create trigger participation_counts after insert or update on organisation.participation
  for each row execute function organisation.participation_counts();
create trigger stays before delete or truncate on organisation.participation for each statement execute function base.refuse_removal();

-- Libraries that are here already go on.
insert into organisation.participation (library_id, reference, version, starts_on, made_at)
select l.library_id, 'overgangsbepaling', '1', date '2000-01-01', now() from organisation.library l order by l.library_id;

-- These answer one column more: whether the library has an agreement today.
drop function if exists organisation.identity_facts(text, text, bytea);
drop function if exists organisation.sign_in_facts(text, bytea);
drop function if exists organisation.machine_facts(text);
