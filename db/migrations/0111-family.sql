-- Ties between patrons of one library: who is the parent or guardian of whom, and who may collect for whom. Each tie was
-- agreed to, and goes for good in the night after it was taken away.
create table patrons.family_link (
  link_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  -- The child, or the one for whom is collected.
  patron_id bigint not null references patrons.patron on delete cascade,
  -- The parent or guardian, or the one who collects.
  other_id bigint not null references patrons.patron on delete cascade,
  kind text not null check (kind in ('guardian', 'collector')),
  consent text not null check (consent in ('paper', 'desk')),
  made_at timestamptz not null,
  made_by bigint,
  removed_at timestamptz,
  check (patron_id <> other_id)
);
create unique index family_link_once on patrons.family_link (library_id, patron_id, other_id, kind) where removed_at is null;
create index family_link_patron on patrons.family_link (patron_id);
create index family_link_other on patrons.family_link (other_id);
create index family_link_removed on patrons.family_link (library_id, removed_at) where removed_at is not null;
select base.describe('patrons.family_link', $$
  link_id    | none
  library_id | none
  patron_id  | pseudonym; functional; P54; row
  other_id   | pseudonym; functional; P54; row
  kind       | characteristic; functional; P54; row
  consent    | none
  made_at    | none
  made_by    | staff; administration; P54; row
  removed_at | none
$$);
alter table patrons.family_link enable row level security;
alter table patrons.family_link force row level security;
create policy owner on patrons.family_link to kaft_owner using (true);
create policy scope on patrons.family_link to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert, update, delete on patrons.family_link to kaft_app, kaft_jobs;
