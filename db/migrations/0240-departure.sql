-- A library leaves Kaft (privacy statement, "Hoe" 5, P58; AVG art. 28(3)(g), P129): announced, confirmed by a second person,
-- exported, settled, erased by a job that goes on after a break, and proved by a certificate. It is of no person.

create table moving.departure (
  departure_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  reason text not null,
  -- The last day on which it takes part.
  leaves_on date not null,
  state text not null check (state in ('announced', 'confirmed', 'erasing', 'left', 'stopped')),
  -- What the job has to do while it is confirmed; null is nothing.
  wants text check (wants in ('look', 'export')),
  -- What stands in the library and what is open there, in counts; and when that was looked at.
  report jsonb,
  looked_at timestamptz,
  -- What is open and is accepted all the same: by code, how much of it, why and when.
  accepted jsonb not null default '{}',
  exported_at timestamptz,
  -- When the library had fetched the last file of it.
  fetched_at timestamptz,
  -- Whether it is done again, since a backup of before it was put back.
  replayed boolean not null default false,
  -- Where the erasure is; it moves in the transaction of the rows.
  step_no integer not null default 0,
  -- The code of the last item that was looked at.
  after_code text not null default '',
  done bigint not null default 0,
  total bigint not null default 0,
  people bigint not null default 0,
  fault text,
  beat_at timestamptz,
  made_at timestamptz not null,
  made_by bigint,
  confirmed_at timestamptz,
  confirmed_by bigint,
  begun_at timestamptz,
  begun_by bigint,
  left_at timestamptz,
  certificate_id bigint references privacy.certificate,
  stopped_at timestamptz,
  stopped_by bigint,
  stopped_because text
);
-- A library leaves once.
create unique index departure_of on moving.departure (library_id) where state <> 'stopped';
select base.describe('moving.departure', $$
  departure_id    | none
  library_id      | none
  reason          | none
  leaves_on       | none
  state           | none
  wants           | none
  report          | none
  report.*        | none
  looked_at       | none
  accepted        | none
  accepted.*      | none
  exported_at     | none
  fetched_at      | none
  replayed        | none
  step_no         | none
  after_code      | none
  done            | none
  total           | none
  people          | none
  fault           | none
  beat_at         | none
  made_at         | none
  made_by         | staff; administration; Y10; null
  confirmed_at    | none
  confirmed_by    | staff; administration; Y10; null
  begun_at        | none
  begun_by        | staff; administration; Y10; null
  left_at         | none
  certificate_id  | none
  stopped_at      | none
  stopped_by      | staff; administration; Y10; null
  stopped_because | none
$$);

-- How many rows of each table went, counted in the transaction that took them.
create table moving.departure_tally (
  library_id bigint not null references organisation.library,
  departure_id bigint not null references moving.departure,
  of_table text not null,
  count bigint not null default 0,
  primary key (departure_id, of_table)
);
select base.describe('moving.departure_tally', $$
  library_id   | none
  departure_id | none
  of_table     | none
  count        | none
$$);

-- The files that a library takes along, encrypted with the key file; they go with the erasure, or when it is stopped.
create table moving.departure_file (
  library_id bigint not null references organisation.library,
  departure_id bigint not null references moving.departure,
  file_no integer not null,
  name text not null,
  -- How many records it tells of.
  records bigint not null default 0,
  bytes bigint not null default 0,
  parts integer not null default 0,
  -- Of the whole file, so that whoever fetched it can see that it is whole; null until it is written to its end.
  sha256 text,
  fetched_at timestamptz,
  primary key (departure_id, file_no)
);
select base.describe('moving.departure_file', $$
  library_id   | none
  departure_id | none
  file_no      | none
  name         | none
  records      | none
  bytes        | none
  parts        | none
  sha256       | none
  fetched_at   | none
$$);
create table moving.departure_part (
  library_id bigint not null references organisation.library,
  departure_id bigint not null,
  file_no integer not null,
  part_no integer not null,
  cipher text not null,
  primary key (library_id, departure_id, file_no, part_no),
  foreign key (departure_id, file_no) references moving.departure_file on delete cascade
);
select base.describe('moving.departure_part', $$
  library_id   | none
  departure_id | none
  file_no      | none
  part_no      | none
  cipher       | identity; administration; until; row
$$);

alter table moving.departure enable row level security;
alter table moving.departure force row level security;
create policy owner on moving.departure to kaft_owner using (true);
create policy worked on moving.departure to kaft_jobs using (library_id = (select organisation.own_library()));
create policy seen on moving.departure for select to kaft_app
  using ((select organisation.for_consortium()) or library_id = (select organisation.own_library()));
create policy made on moving.departure for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on moving.departure for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
-- That the library fetched what is its own.
create policy fetched on moving.departure for update to kaft_app
  using (library_id = (select organisation.own_library())) with check (library_id = (select organisation.own_library()));
grant select, insert on moving.departure to kaft_app;
grant update (state, wants, accepted, fetched_at, beat_at, step_no, after_code, done, total, fault, confirmed_at, confirmed_by, begun_at, begun_by,
  stopped_at, stopped_by, stopped_because) on moving.departure to kaft_app;
grant select on moving.departure to kaft_jobs, kaft_finder;
grant insert, update on moving.departure to kaft_jobs;
create policy finder on moving.departure for select to kaft_finder using (true);
do $$
declare t text;
begin
  foreach t in array array['departure_tally', 'departure_file', 'departure_part'] loop
    execute format('alter table moving.%I enable row level security', t);
    execute format('alter table moving.%I force row level security', t);
    execute format('create policy owner on moving.%I to kaft_owner using (true)', t);
    execute format('create policy own on moving.%I to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()))', t);
    execute format('grant select on moving.%I to kaft_app', t);
    execute format('grant select, insert, update, delete on moving.%I to kaft_jobs', t);
  end loop;
end $$;
grant update (fetched_at) on moving.departure_file to kaft_app;
grant delete on moving.departure_file to kaft_app;

-- Of a file the consortium may know that it is there and how large it is; never what stands in it.
create policy known on moving.departure_file for select to kaft_app using ((select organisation.for_consortium()));
create policy stopped on moving.departure_file for delete to kaft_app using ((select organisation.for_consortium()));
create policy counted on moving.departure_tally for select to kaft_app using ((select organisation.for_consortium()));

-- The body stands in db/code: the library closes when the erasure begins. It opens again where the first look finds that it may not begin.
create function organisation.departure_goes_on() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger departure_goes_on after update on moving.departure
  for each row when (old.state is distinct from new.state) execute function organisation.departure_goes_on();
create trigger departure_begins after insert on moving.departure
  for each row when (new.state = 'erasing') execute function organisation.departure_goes_on();

-- Why somebody was erased: their library left; and the last certificate of all, which says what became of the library.
alter table privacy.certificate drop constraint certificate_because_check;
alter table privacy.certificate add constraint certificate_because_check check (because in ('term', 'request', 'replay', 'leaving', 'left'));
-- The last certificate of a library is read by the consortium too: nobody stands in it, and the library has no sessions any more.
create policy left_behind on privacy.certificate for select to kaft_app using (because = 'left' and (select organisation.for_consortium()));

-- What is of a library and of nobody else goes with it.
grant delete on organisation.machine, organisation.website, organisation.workstation, organisation.setting, organisation.opening_hours,
  organisation.exceptional_day, inventory.item_condition, circulation.home_route, circulation.bulk_run to kaft_jobs;
grant update (address) on organisation.branch to kaft_jobs;

-- The trigger above lets a library that leaves out of its agreements, and into them again where it may not leave yet.
create policy departed on organisation.agreement_member for update to kaft_finder using (true);
grant update (left_on, left_at) on organisation.agreement_member to kaft_finder;

-- How many members of a library no other library knows, for what is told before it leaves. The body stands in db/code.
create function patrons.count_only_here() returns integer language sql stable as $$ select 0 $$;

-- Departures that have something to do, for the job. The body stands in db/code.
create function moving.departures_at_work() returns table (departure_id bigint, library_id bigint) language sql stable as $$ select null::bigint, null::bigint where false $$;
