-- Two libraries that gave the same number to what looks like two people. Neither may see the record of the other, so that
-- somebody who works for all of them looks. The row holds which fields differ and never what stands in them.
create table patrons.identity_conflict (
  conflict_id bigint generated always as identity primary key,
  -- The library that found it, by the record that it had just written.
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  other_id bigint not null references patrons.patron on delete cascade,
  fields text[] not null,
  found_at timestamptz not null,
  outcome text check (outcome in ('same', 'wrong_number')),
  settled_at timestamptz,
  settled_by bigint,
  check ((outcome is null) = (settled_at is null)),
  check (patron_id <> other_id)
);
create unique index identity_conflict_open on patrons.identity_conflict (library_id, patron_id, other_id) where settled_at is null;
create index identity_conflict_waiting on patrons.identity_conflict (conflict_id) where settled_at is null;
create index identity_conflict_patron on patrons.identity_conflict (patron_id);
create index identity_conflict_other on patrons.identity_conflict (other_id);
select base.describe('patrons.identity_conflict', $$
  conflict_id | none
  library_id  | none
  patron_id   | pseudonym; identification; P54; row
  other_id    | pseudonym; identification; P54; row
  fields      | identity; identification; P54; row
  found_at    | none
  outcome     | none
  settled_at  | none
  settled_by  | staff; administration; Y2; null
$$);
-- Reached by three functions only, as persons are.
alter table patrons.identity_conflict enable row level security;
alter table patrons.identity_conflict force row level security;
create policy owner on patrons.identity_conflict to kaft_owner using (true);
create policy finder on patrons.identity_conflict to kaft_finder using (true);
grant select, insert, update on patrons.identity_conflict to kaft_finder;
grant select (family_name, given_name, birth_on, registered_at, version), update (person_id, version) on patrons.patron to kaft_finder;
grant select, update on patrons.card to kaft_finder;
grant insert on patrons.note to kaft_finder;
-- Who works for all libraries looks at records outside of any scope; that is logged at the library of each record.
grant insert on privacy.access_log to kaft_finder;
