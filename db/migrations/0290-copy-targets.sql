-- Other catalogues from which descriptions are taken over. They are set once for everyone, and hold no word of anybody:
-- what goes out is an ISBN, a title or an author.
create table cataloguing.target (
  target_id bigint generated always as identity primary key,
  name text not null unique,
  protocol text not null check (protocol in ('sru', 'z3950')),
  address text not null,
  version text check (version in ('1.1', '1.2', '2.0')),
  syntax text not null,
  charset text not null check (charset in ('utf-8', 'marc-8', 'iso-8859-1')),
  -- How each question is asked there: an index and a relation (SRU), or attributes (Z39.50).
  indexes jsonb not null,
  agency text not null,
  drop_fields text[] not null,
  patience_s integer not null check (patience_s between 1 and 30),
  -- The entry of the register that must be active before anything is sent.
  coupling text not null,
  active boolean not null,
  changed_at timestamptz not null
);
select base.describe('cataloguing.target', $$
  target_id   | none
  name        | none
  protocol    | none
  address     | none
  version     | none
  syntax      | none
  charset     | none
  indexes     | none
  indexes.*   | none
  agency      | none
  drop_fields | none
  patience_s  | none
  coupling    | none
  active      | none
  changed_at  | none
$$);
alter table cataloguing.target enable row level security;
alter table cataloguing.target force row level security;
create policy owner on cataloguing.target to kaft_owner using (true);
create policy seen on cataloguing.target for select to kaft_app using (true);
create policy made on cataloguing.target for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on cataloguing.target for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
grant select, insert, update on cataloguing.target to kaft_app;

-- A coupling is described and approved before it runs, also one that sends nothing of a person.
insert into privacy.coupling (coupling, name, recipient, owner, purpose, basis, fields, reference, dpia_needed, changed_at) values
  ('copy_cataloguing', 'Beschrijvingen zoeken in andere catalogi', 'de beheerder van de andere catalogus', 'Cultuurconnect vzw', 'functional', 'e',
   '{isbn,titel,auteur}', '', false, '2026-11-29')
on conflict do nothing;
