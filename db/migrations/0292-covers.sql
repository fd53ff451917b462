-- Covers of titles: where they come from, which are known, and which a library gave itself. The images that were fetched lie
-- on the disk of the installation; what a library gave lies here, and so in the backup.

create table cataloguing.cover_source (
  source_id bigint generated always as identity primary key,
  name text not null unique,
  -- With {isbn} where the number comes.
  address text not null,
  coupling text not null,
  active boolean not null,
  -- Sources are asked in this order until one has it.
  rank integer not null,
  changed_at timestamptz not null
);
select base.describe('cataloguing.cover_source', $$
  source_id  | none
  name       | none
  address    | none
  coupling   | none
  active     | none
  rank       | none
  changed_at | none
$$);
alter table cataloguing.cover_source enable row level security;
alter table cataloguing.cover_source force row level security;
create policy owner on cataloguing.cover_source to kaft_owner using (true);
create policy seen on cataloguing.cover_source for select to kaft_app, kaft_jobs using (true);
create policy made on cataloguing.cover_source for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on cataloguing.cover_source for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
grant select, insert, update on cataloguing.cover_source to kaft_app;
grant select on cataloguing.cover_source to kaft_jobs;

-- What was found of each number; that there is none is known too, and for how long that is believed.
create table cataloguing.cover (
  isbn text primary key,
  source_id bigint,
  -- Hash of the image, by which its file is named; null where no source has one.
  file text,
  type text,
  bytes integer not null default 0,
  checked_at timestamptz not null,
  expires_at timestamptz not null,
  check ((file is null) = (type is null))
);
create index cover_checked on cataloguing.cover (checked_at) where file is not null;
create index cover_file on cataloguing.cover (file) where file is not null;
select base.describe('cataloguing.cover', $$
  isbn       | none
  source_id  | none
  file       | none
  type       | none
  bytes      | none
  checked_at | none
  expires_at | none
$$);
grant select on cataloguing.cover to kaft_app, kaft_public;
grant select, insert, update, delete on cataloguing.cover to kaft_jobs;

create table cataloguing.cover_upload (
  title_id bigint primary key references cataloguing.title on delete cascade,
  library_id bigint not null references organisation.library,
  type text not null,
  image bytea not null,
  made_at timestamptz not null
);
alter table cataloguing.cover_upload alter column image set storage external;
select base.describe('cataloguing.cover_upload', $$
  title_id   | none
  library_id | none
  type       | none
  image      | none
  made_at    | none
$$);
grant select, insert, update, delete on cataloguing.cover_upload to kaft_app, kaft_jobs;
grant select on cataloguing.cover_upload to kaft_public;

-- How far the walk through the catalogue is that fetches covers ahead, the most lent titles first.
create table cataloguing.cover_walk (
  one boolean primary key default true check (one),
  tier smallint not null,
  title_id bigint not null
);
insert into cataloguing.cover_walk (tier, title_id) values (0, 0);
select base.describe('cataloguing.cover_walk', $$
  one      | none
  tier     | none
  title_id | none
$$);
grant select, update on cataloguing.cover_walk to kaft_jobs;

insert into privacy.coupling (coupling, name, recipient, owner, purpose, basis, fields, reference, dpia_needed, changed_at) values
  ('covers', 'Omslagen van boeken ophalen', 'de beheerder van de omslagen', 'Cultuurconnect vzw', 'functional', 'e', '{isbn}', '', false, '2026-11-29')
on conflict do nothing;
