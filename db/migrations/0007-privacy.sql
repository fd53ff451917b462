-- Who looked at whose record. The payload can be erased; the chain over its salted hashes still verifies.

create table privacy.access_log (
  access_id bigint generated always as identity primary key,
  -- The library of the patron, or of the one who asked in vain.
  library_id bigint not null,
  by_library_id bigint not null,
  at timestamptz not null,
  operation text not null,
  purpose text not null check (purpose in ('identification', 'functional', 'exchange', 'administration', 'statistics', 'communication')),
  outcome text not null check (outcome in ('seen', 'refused')),
  role text,
  workstation_id bigint,
  staff_id bigint,
  patron_id bigint,
  salt bytea,
  -- sha256 over salt and the personal fields: what is sealed, so that field and salt can go.
  personal_hash bytea not null
);
create index access_log_patron on privacy.access_log (patron_id, at desc) where patron_id is not null;
create index access_log_library on privacy.access_log (library_id, access_id desc);
select base.describe('privacy.access_log', $$
  access_id      | none
  library_id     | none
  by_library_id  | none
  at             | none
  operation      | none
  purpose        | none
  outcome        | none
  role           | none
  workstation_id | none
  staff_id       | staff; administration; Y2; null
  patron_id      | pseudonym; administration; Y2; null
  salt           | pseudonym; administration; Y2; null
  personal_hash  | none
$$);

create table privacy.seal (
  seal_id bigint generated always as identity primary key,
  sealed_at timestamptz not null,
  from_id bigint not null,
  to_id bigint not null,
  rows integer not null check (rows > 0),
  previous bytea,
  root bytea not null
);
select base.describe('privacy.seal', $$
  seal_id   | none
  sealed_at | none
  from_id   | none
  to_id     | none
  rows      | none
  previous  | none
  root      | none
$$);

alter table privacy.access_log enable row level security;
alter table privacy.access_log force row level security;
create policy owner on privacy.access_log to kaft_owner using (true);
create policy finder on privacy.access_log to kaft_finder using (true);
create policy seen on privacy.access_log for select to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
create policy written on privacy.access_log for insert to kaft_app, kaft_jobs
  with check (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert on privacy.access_log to kaft_app, kaft_jobs;
grant select on privacy.access_log to kaft_finder;
grant select, insert on privacy.seal to kaft_finder;
grant select on privacy.seal to kaft_app, kaft_jobs;

-- A function can be handed only to a role that may create in its schema; nobody can act as this one.
grant create on schema organisation, patrons, privacy to kaft_finder;
