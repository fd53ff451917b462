-- Addresses beside the one main residence, which of them letters go to, and when somebody last asked whether e-mail and
-- address are still right.
create table patrons.address (
  address_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  kind text not null check (kind in ('work', 'student', 'holiday', 'guardian', 'other')),
  -- Whose letter box it is, where that is not the patron's own.
  care_of text,
  street text not null,
  postcode text,
  municipality text not null,
  letters boolean not null,
  -- The last day; the address goes in the night after it.
  until date,
  source jsonb not null
);
create index address_patron on patrons.address (patron_id);
create unique index address_letters on patrons.address (library_id, patron_id) where letters;
create index address_until on patrons.address (library_id, until) where until is not null;
select base.describe('patrons.address', $$
  address_id   | none
  library_id   | none
  patron_id    | pseudonym; functional; P54; row
  kind         | contact; functional; P54; row
  care_of      | identity; functional; P54; row
  street       | contact; functional; P54; row
  postcode     | contact; functional; P54; row
  municipality | contact; functional; P54; row
  letters      | preference; communication; P54; row
  until        | contact; functional; P54; row
  source       | library; administration; P54; row
  source.*     | library; administration; P54; row
$$);
alter table patrons.address enable row level security;
alter table patrons.address force row level security;
create policy owner on patrons.address to kaft_owner using (true);
create policy finder on patrons.address to kaft_finder using (true);
create policy scope on patrons.address to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert, update, delete on patrons.address to kaft_app, kaft_jobs;

-- Absent: as on the day of registration.
alter table patrons.patron
  add column contact_checked_on date,
  -- Names of before, by which people are still looked for.
  add column former_names text[] not null default '{}' check (cardinality(former_names) <= 3);
select base.describe('patrons.patron', $$
  contact_checked_on | library; administration; P54; row
  former_names       | identity; identification; P54; row
$$);
