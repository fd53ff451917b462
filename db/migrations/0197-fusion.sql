-- Two libraries become one (fusie): what is of the one that is absorbed becomes the other's, row by row. What is over stays
-- where it was written - events, lines of the ledger, the access log, the changes - and who succeeds reads it.

create table moving.fusion (
  fusion_id bigint generated always as identity primary key,
  kept_id bigint not null references organisation.library,
  absorbed_id bigint not null references organisation.library check (absorbed_id <> kept_id),
  -- The day that patrons are told.
  fused_on date not null,
  -- Words of the absorbed library for types of membership and of items, to those of the other.
  map jsonb not null,
  -- Counts up with each change of the map, so that a dry run knows whether it is still about it.
  version integer not null default 1,
  checked_version integer,
  second_person boolean not null,
  state text not null check (state in ('open', 'checking', 'checked', 'moving', 'moved', 'live', 'taking_back', 'taken_back', 'stopped')),
  -- What the dry run met, in counts and words; and what stood in the absorbed library when it began.
  report jsonb,
  before jsonb,
  -- Where the present phase is; it moves in the transaction of the rows.
  step_no integer not null default 0,
  done bigint not null default 0,
  total bigint not null default 0,
  fault text,
  beat_at timestamptz,
  made_at timestamptz not null,
  made_by bigint,
  begun_at timestamptz,
  begun_by bigint,
  moved_at timestamptz,
  signed_at timestamptz,
  signed_by bigint,
  undo_until timestamptz,
  taken_back_by bigint,
  taken_back_because text
);
-- A library is in one fusion at a time, and is absorbed once.
create unique index fusion_kept on moving.fusion (kept_id) where state not in ('live', 'taken_back', 'stopped');
create unique index fusion_absorbed on moving.fusion (absorbed_id) where state not in ('taken_back', 'stopped');
create index fusion_of on moving.fusion (kept_id, absorbed_id);
select base.describe('moving.fusion', $$
  fusion_id       | none
  kept_id         | none
  absorbed_id     | none
  fused_on        | none
  map             | none
  map.*           | none
  version         | none
  checked_version | none
  second_person   | none
  state           | none
  report          | none
  report.*        | none
  before          | none
  before.*        | none
  step_no         | none
  done            | none
  total           | none
  fault           | none
  beat_at         | none
  made_at         | none
  made_by         | staff; administration; Y10; null
  begun_at        | none
  begun_by        | staff; administration; Y10; null
  moved_at        | none
  signed_at       | none
  signed_by       | staff; administration; Y10; null
  undo_until      | none
  taken_back_by   | staff; administration; Y10; null
  taken_back_because | none
$$);

-- Which rows came over, with what they were: so that all of it can go back, and every reader be told.
create table moving.fusion_row (
  library_id bigint not null references organisation.library,
  fusion_id bigint not null references moving.fusion,
  kind text not null check (kind in ('branch', 'workstation', 'staff', 'crate', 'patron', 'card', 'item')),
  row_id bigint not null,
  -- The record that it became one with, and that merge.
  kept_id bigint,
  merge_id bigint,
  was jsonb not null default '{}',
  primary key (library_id, fusion_id, kind, row_id)
);
create index fusion_row_kept on moving.fusion_row (library_id, fusion_id, kept_id) where kept_id is not null;
select base.describe('moving.fusion_row', $$
  library_id | none
  fusion_id  | none
  kind       | none
  row_id     | pseudonym; administration; until; row
  kept_id    | pseudonym; administration; until; row
  merge_id   | pseudonym; administration; until; row
  was        | identity; administration; until; row
  was.*      | identity; administration; until; row
$$);

-- How much came over, counted in the transaction that brought it.
create table moving.fusion_tally (
  library_id bigint not null references organisation.library,
  fusion_id bigint not null references moving.fusion,
  kind text not null,
  count bigint not null default 0,
  cents bigint not null default 0,
  primary key (library_id, fusion_id, kind)
);
select base.describe('moving.fusion_tally', $$
  library_id | none
  fusion_id  | none
  kind       | none
  count      | none
  cents      | none
$$);

alter table moving.fusion enable row level security;
alter table moving.fusion force row level security;
create policy owner on moving.fusion to kaft_owner using (true);
create policy seen on moving.fusion for select to kaft_app, kaft_jobs, kaft_finder using (true);
create policy made on moving.fusion for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on moving.fusion for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
create policy worked on moving.fusion for update to kaft_jobs using (kept_id = (select organisation.own_library()));
grant select on moving.fusion to kaft_app, kaft_jobs, kaft_finder;
grant insert, update on moving.fusion to kaft_app;
grant update (state, checked_version, report, before, step_no, done, total, fault, beat_at, moved_at) on moving.fusion to kaft_jobs;
do $$
declare t text;
begin
  foreach t in array array['fusion_row', 'fusion_tally'] loop
    execute format('alter table moving.%I enable row level security', t);
    execute format('alter table moving.%I force row level security', t);
    execute format('create policy owner on moving.%I to kaft_owner using (true)', t);
    execute format('create policy finder on moving.%I to kaft_finder using (true)', t);
    execute format('create policy own on moving.%I to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()))', t);
    execute format('grant select on moving.%I to kaft_app, kaft_finder', t);
    execute format('grant select, insert, update, delete on moving.%I to kaft_jobs', t);
  end loop;
end $$;
grant usage on schema moving to kaft_finder;
grant create on schema moving to kaft_finder;

-- A branch never changes its number; by a fusion it gets another library.
drop trigger keeps_its_number on organisation.branch;
create trigger keeps_its_number before update of branch_id on organisation.branch for each statement execute function base.refuse_removal();
grant update (library_id) on organisation.branch to kaft_jobs;

-- The bodies stand in db/code. Of which libraries the job that works at a fusion moves rows; nobody else gets any.
create function organisation.absorbed() returns bigint[] language sql stable as $$ select '{}'::bigint[] $$;
create function organisation.fusion_goes_on() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger fusion_goes_on after update on moving.fusion
  for each row when (old.state is distinct from new.state) execute function organisation.fusion_goes_on();
grant update (active) on organisation.library to kaft_finder;

-- What only its own library sees, and what a fusion moves all the same.
do $$
declare t text;
begin
  foreach t in array array['organisation.workstation', 'organisation.staff', 'organisation.staff_role', 'organisation.machine',
      'organisation.website', 'organisation.setting', 'organisation.full_sign_in', 'patrons.former_residence', 'patrons.register_notice'] loop
    execute format('create policy fusion on %s to kaft_jobs using (library_id = any ((select organisation.absorbed())::bigint[]))', t);
  end loop;
end $$;
grant update (library_id, name) on organisation.workstation to kaft_jobs;
grant update (library_id, badge_hash) on organisation.staff to kaft_jobs;
grant select, update (library_id) on organisation.staff_role to kaft_jobs;
grant select, update (library_id) on organisation.website to kaft_jobs;
grant update (library_id) on patrons.online_registration to kaft_jobs;
grant update (library_id) on organisation.machine, patrons.former_residence, patrons.register_notice, circulation.home_bag, circulation.hold_title,
  circulation.home_departure to kaft_jobs;
grant update (patron_id) on circulation.home_bag, patrons.former_residence, patrons.register_notice to kaft_jobs;
grant insert, update on organisation.setting to kaft_jobs;
-- Merging two records of one person, as the desk does.
grant usage on sequence patrons.merge_merge_id_seq to kaft_jobs;

