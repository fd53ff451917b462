-- What a record was before each change, by whom or by which import: to look at, to lay side by side, and to bring back.

create table cataloguing.title_version (
  title_id bigint not null references cataloguing.title on delete cascade,
  version_no integer not null,
  source text not null,
  control_number text not null,
  record bytea not null,
  record_hash bytea not null,
  -- When it was replaced, and for which library; by an import where that is named.
  replaced_at timestamptz not null,
  replaced_for bigint references organisation.library,
  import_id bigint,
  why text,
  primary key (title_id, version_no)
);
alter table cataloguing.title_version alter column record set storage external;
create index title_version_import on cataloguing.title_version (import_id) where import_id is not null;
select base.describe('cataloguing.title_version', $$
  title_id       | none
  version_no     | none
  source         | none
  control_number | none
  record         | none
  record_hash    | none
  replaced_at    | none
  replaced_for   | none
  import_id      | none
  why            | none
$$);
grant select, insert, delete on cataloguing.title_version to kaft_app, kaft_jobs;

-- Who it was that changed a record by hand: told within their own library.
create table cataloguing.title_edit (
  library_id bigint not null references organisation.library,
  title_id bigint not null,
  version_no integer not null,
  staff_id bigint,
  primary key (library_id, title_id, version_no),
  foreign key (title_id, version_no) references cataloguing.title_version on delete cascade
);
create index title_edit_version on cataloguing.title_edit (title_id, version_no);
select base.describe('cataloguing.title_edit', $$
  library_id | none
  title_id   | none
  version_no | none
  staff_id   | staff; administration; Y10; null
$$);
alter table cataloguing.title_edit enable row level security;
alter table cataloguing.title_edit force row level security;
create policy owner on cataloguing.title_edit to kaft_owner using (true);
create policy own on cataloguing.title_edit to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));
grant select, insert on cataloguing.title_edit to kaft_app;
grant select, update, delete on cataloguing.title_edit to kaft_jobs;

-- Titles that may be the same are found by how the title begins; what is alike is then weighed.
create index title_begins on cataloguing.title (left(lower(title), 60));
