-- What other catalogues take back, and what leaves the set of a library.

-- Titles that a library had and has no longer: its set is harvested by itself, and whoever does must hear of it. Gone when
-- the library has the title again. As public as the catalogue.
create table cataloguing.title_left (
  library_id bigint not null references organisation.library,
  title_id bigint not null references cataloguing.title on delete cascade,
  left_at timestamptz not null,
  primary key (title_id, library_id)
);
create index title_left_at on cataloguing.title_left (library_id, left_at, title_id);
select base.describe('cataloguing.title_left', $$
  library_id | none
  title_id   | none
  left_at    | none
$$);
grant select, insert, update, delete on cataloguing.title_left to kaft_app, kaft_jobs;
grant select on cataloguing.title_left to kaft_public;

-- Titles whose source took its description back while libraries still have them or patrons await them: they stay, and say so.
create table cataloguing.title_dropped (
  title_id bigint primary key references cataloguing.title on delete cascade,
  source text not null,
  dropped_at timestamptz not null,
  import_id bigint
);
create index title_dropped_import on cataloguing.title_dropped (import_id);
select base.describe('cataloguing.title_dropped', $$
  title_id   | none
  source     | none
  dropped_at | none
  import_id  | none
$$);
grant select, delete on cataloguing.title_dropped to kaft_app;
grant select, insert, update, delete on cataloguing.title_dropped to kaft_jobs;

-- Titles that an import took out of the catalogue, as they were: what the way back needs.
create table cataloguing.import_removed (
  library_id bigint not null references organisation.library,
  import_id bigint not null references cataloguing.import on delete cascade,
  control_number text not null,
  source text not null,
  record bytea not null,
  primary key (library_id, import_id, control_number)
);
create index import_removed_import on cataloguing.import_removed (import_id);
select base.describe('cataloguing.import_removed', $$
  library_id     | none
  import_id      | none
  control_number | none
  source         | none
  record         | none
$$);
alter table cataloguing.import_removed enable row level security;
alter table cataloguing.import_removed force row level security;
create policy owner on cataloguing.import_removed to kaft_owner using (true);
create policy own on cataloguing.import_removed to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));
grant select on cataloguing.import_removed to kaft_app;
grant select, insert, update, delete on cataloguing.import_removed to kaft_jobs;

-- By which name a repository knows each record that was harvested: a deletion names nothing else (OAI-PMH 2.0 §2.5.1).
create table cataloguing.fed_record (
  profile_id bigint not null references cataloguing.import_profile on delete cascade,
  identifier text not null,
  control_number text not null,
  primary key (profile_id, identifier)
);
select base.describe('cataloguing.fed_record', $$
  profile_id     | none
  identifier     | none
  control_number | none
$$);
grant select, insert, update, delete on cataloguing.fed_record to kaft_jobs;
