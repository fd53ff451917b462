-- What a library has of a title in its own words: holdings records (MARC 21 Format for Holdings Data), or the same fields
-- embedded in a description. Whose it is follows from the branch where the first copy stands. As public as the catalogue.
create table cataloguing.holding (
  holding_id bigint generated always as identity primary key,
  source text not null,
  -- 001 of the record; of one that was embedded, the number of the description it stood in.
  control_number text not null,
  embedded boolean not null,
  title_id bigint not null references cataloguing.title on delete cascade,
  branch_id bigint not null references organisation.branch,
  -- Which volumes and issues there are: { of, text, note }.
  statements jsonb not null,
  record bytea not null,
  record_hash bytea not null,
  changed_at timestamptz not null
);
create index holding_number on cataloguing.holding (source, control_number);
create index holding_title on cataloguing.holding (title_id);
create index holding_branch on cataloguing.holding (branch_id);
select base.describe('cataloguing.holding', $$
  holding_id      | none
  source          | none
  control_number  | none
  embedded        | none
  title_id        | none
  branch_id       | none
  statements      | none
  statements.of   | none
  statements.text | none
  statements.note | none
  record          | none
  record_hash     | none
  changed_at      | none
$$);
create trigger follows_merge before insert on cataloguing.holding for each row execute function base.follow_merge();

-- Where the copies of a holdings record stand (852, which may be repeated).
create table cataloguing.holding_place (
  holding_id bigint not null references cataloguing.holding on delete cascade,
  place_no integer not null,
  branch_id bigint not null references organisation.branch,
  shelf text,
  call_number text,
  primary key (holding_id, place_no)
);
create index holding_place_branch on cataloguing.holding_place (branch_id);
select base.describe('cataloguing.holding_place', $$
  holding_id  | none
  place_no    | none
  branch_id   | none
  shelf       | none
  call_number | none
$$);
grant select, insert, update, delete on cataloguing.holding, cataloguing.holding_place to kaft_app, kaft_jobs;
grant select on cataloguing.holding, cataloguing.holding_place to kaft_public;

-- What an import made of holdings records, and what they were before it: what the way back needs.
create table cataloguing.import_holding (
  library_id bigint not null references organisation.library,
  import_id bigint not null references cataloguing.import on delete cascade,
  source text not null,
  control_number text not null,
  -- As it was; null where the import made it.
  title_id bigint,
  record bytea,
  -- As the import left it; null where it took it out.
  record_hash bytea,
  primary key (library_id, import_id, control_number)
);
create index import_holding_import on cataloguing.import_holding (import_id);
select base.describe('cataloguing.import_holding', $$
  library_id     | none
  import_id      | none
  source         | none
  control_number | none
  title_id       | none
  record         | none
  record_hash    | none
$$);
alter table cataloguing.import_holding enable row level security;
alter table cataloguing.import_holding force row level security;
create policy owner on cataloguing.import_holding to kaft_owner using (true);
create policy own on cataloguing.import_holding to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));
grant select on cataloguing.import_holding to kaft_app;
grant select, insert, update, delete on cataloguing.import_holding to kaft_jobs;

-- Holdings go along with a title that is merged into another, and come back with it.
alter table cataloguing.title_merge_part drop constraint title_merge_part_kind_check;
alter table cataloguing.title_merge_part add constraint title_merge_part_kind_check check (kind in ('item', 'report', 'holding'));
