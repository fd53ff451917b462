-- Keys of other programs that read the catalogue, and how often each may ask. Whoever has none is counted by a slot that
-- thousands of networks share, so that no address of anybody stands here.
create table cataloguing.door_key (
  key_id bigint generated always as identity primary key,
  name text not null unique,
  purpose text not null,
  key_hash bytea not null unique,
  per_minute integer not null check (per_minute between 1 and 100000),
  active boolean not null,
  made_at timestamptz not null,
  last_used_on date
);
select base.describe('cataloguing.door_key', $$
  key_id       | none
  name         | none
  purpose      | none
  key_hash     | none
  per_minute   | none
  active       | none
  made_at      | none
  last_used_on | none
$$);
alter table cataloguing.door_key enable row level security;
alter table cataloguing.door_key force row level security;
create policy owner on cataloguing.door_key to kaft_owner using (true);
create policy finder on cataloguing.door_key to kaft_finder using (true);
create policy seen on cataloguing.door_key for select to kaft_app using ((select organisation.for_consortium()));
create policy made on cataloguing.door_key for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on cataloguing.door_key for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
grant select, insert, update on cataloguing.door_key to kaft_app;
grant select, update on cataloguing.door_key to kaft_finder;

-- How often each asked in a minute: exact over all processes, gone ten minutes later, and worth nothing after a fall.
create unlogged table cataloguing.door_turn (
  slot text not null,
  minute timestamptz not null,
  used integer not null,
  primary key (slot, minute)
);
select base.describe('cataloguing.door_turn', $$
  slot   | none
  minute | none
  used   | none
$$);
grant select, insert, update, delete on cataloguing.door_turn to kaft_finder;
