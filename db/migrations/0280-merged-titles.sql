-- Two descriptions of one thing made into one. The title that goes stays as a row that leads on to the other one, so that
-- every number that was ever given out still finds it, and all of it can be taken back.

alter table cataloguing.title add column merged_into bigint references cataloguing.title;
alter table cataloguing.title add constraint title_merged_check check (merged_into is null or (state = 'merged' and merged_into <> title_id));
create index title_merged on cataloguing.title (merged_into) where merged_into is not null;
select base.describe('cataloguing.title', 'merged_into | none');

create table cataloguing.title_merge (
  merge_id bigint generated always as identity primary key,
  kept_id bigint not null references cataloguing.title on delete cascade,
  gone_id bigint not null references cataloguing.title on delete cascade,
  library_id bigint not null references organisation.library,
  made_at timestamptz not null,
  made_by bigint,
  state text not null check (state in ('moving', 'done', 'undoing', 'undone')),
  -- The version of the kept record before fields of the other were taken over, and the record as that left it.
  version_no integer,
  record_hash bytea,
  rows_all integer not null,
  rows_done integer not null default 0,
  ended_at timestamptz
);
create index title_merge_kept on cataloguing.title_merge (kept_id, merge_id);
create index title_merge_gone on cataloguing.title_merge (gone_id);
create index title_merge_library on cataloguing.title_merge (library_id, merge_id);
create index title_merge_busy on cataloguing.title_merge (library_id) where state in ('moving', 'undoing');
select base.describe('cataloguing.title_merge', $$
  merge_id    | none
  kept_id     | none
  gone_id     | none
  library_id  | none
  made_at     | none
  made_by     | staff; administration; Y10; null
  state       | none
  version_no  | none
  record_hash | none
  rows_all    | none
  rows_done   | none
  ended_at    | none
$$);
alter table cataloguing.title_merge enable row level security;
alter table cataloguing.title_merge force row level security;
create policy owner on cataloguing.title_merge to kaft_owner using (true);
-- Whoever works for all libraries may take back what any of them merged.
create policy own on cataloguing.title_merge to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()) or (select organisation.for_consortium()));
grant select, insert, update on cataloguing.title_merge to kaft_app;
grant select, update on cataloguing.title_merge to kaft_jobs;

-- Which items and reports moved: they go back where they still are.
create table cataloguing.title_merge_part (
  merge_id bigint not null references cataloguing.title_merge on delete cascade,
  part_no integer not null,
  kind text not null check (kind in ('item', 'report')),
  ids bigint[] not null,
  primary key (merge_id, kind, part_no)
);
select base.describe('cataloguing.title_merge_part', $$
  merge_id | none
  part_no  | none
  kind     | none
  ids      | none
$$);
grant select, insert, delete on cataloguing.title_merge_part to kaft_app, kaft_jobs;
grant update (title_id) on cataloguing.record_report to kaft_jobs;

-- On which title a hold was placed, where a merge moved it since.
alter table circulation.hold add column placed_title_id bigint;
create index hold_placed_title on circulation.hold (placed_title_id) where placed_title_id is not null;
select base.describe('circulation.hold', 'placed_title_id | loan; functional; D90; row');
alter table circulation.hold_title add column placed_title_id bigint;
create index hold_title_placed on circulation.hold_title (placed_title_id) where placed_title_id is not null;
select base.describe('circulation.hold_title', 'placed_title_id | loan; functional; D90; row');
-- Somebody who waited for both waits once: the later of the two is closed as merged, and opened again by the way back.
alter table circulation.hold drop constraint hold_closed_because_check;
alter table circulation.hold add constraint hold_closed_because_check
  check (closed_because in ('cancelled', 'too_long', 'not_collected', 'undone', 'title_gone', 'patron_gone', 'merged'));

grant update (title_id, placed_title_id, closed_at, closed_because) on circulation.hold to kaft_finder;
grant update (title_id, placed_title_id) on circulation.hold_title to kaft_finder;
grant update (title_id) on circulation.pull_claim, circulation.ibl_request, circulation.loan to kaft_finder;
grant usage on schema cataloguing to kaft_finder;
grant select (title_id, merged_into) on cataloguing.title to kaft_finder;

-- What comes for a title that was merged away comes under the one that stays. It waits for a merge that is under way.
create function cataloguing.standing_title(title bigint) returns bigint language plpgsql volatile set search_path = '' as $$
declare
  at bigint := title;
  led bigint;
begin
  loop
    select t.merged_into into led from cataloguing.title t where t.title_id = at for key share;
    if led is null then return at; end if;
    at := led;
  end loop;
end $$;
create function base.follow_merge() returns trigger language plpgsql set search_path = '' as $$
begin
  new.title_id := cataloguing.standing_title(new.title_id);
  return new;
end $$;
create trigger follows_merge before insert on inventory.item for each row execute function base.follow_merge();
create trigger follows_merge before insert on circulation.hold for each row execute function base.follow_merge();
create trigger follows_merge before insert on circulation.hold_title for each row execute function base.follow_merge();
