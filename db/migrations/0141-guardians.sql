-- Which parent or guardian pays for a child, and the consent of one who has no record here.
alter table patrons.family_link
  add column pays boolean not null default false,
  add constraint family_link_pays check (not pays or kind = 'guardian');
create unique index family_link_payer on patrons.family_link (library_id, patron_id) where pays and removed_at is null;
select base.describe('patrons.family_link', 'pays | characteristic; functional; P54; row');

create table patrons.guardian_consent (
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  given_by text not null,
  relation text not null check (relation in ('parent', 'guardian')),
  consent text not null check (consent in ('paper', 'desk')),
  given_at timestamptz not null,
  made_by bigint,
  primary key (library_id, patron_id)
);
create index guardian_consent_patron on patrons.guardian_consent (patron_id);
select base.describe('patrons.guardian_consent', $$
  library_id | none
  patron_id  | pseudonym; functional; P54; row
  given_by   | identity; functional; P54; row
  relation   | characteristic; functional; P54; row
  consent    | none
  given_at   | library; administration; P54; row
  made_by    | staff; administration; P54; row
$$);
alter table patrons.guardian_consent enable row level security;
alter table patrons.guardian_consent force row level security;
create policy owner on patrons.guardian_consent to kaft_owner using (true);
create policy finder on patrons.guardian_consent to kaft_finder using (true);
create policy scope on patrons.guardian_consent to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert, update, delete on patrons.guardian_consent to kaft_app, kaft_jobs;
