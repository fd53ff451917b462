-- Readers who asked for what is suggested to buy, so that it can be reserved for them once the title is there. Who asked is named until a day
-- that stands here: a year after they asked, thirty days after it was decided, and no longer than until they have what they asked for.
create table acquisitions.suggestion_asker (
  asker_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  suggestion_id bigint not null references acquisitions.purchase_suggestion on delete cascade,
  patron_id bigint not null,
  asked_at timestamptz not null,
  until date not null,
  unique (library_id, suggestion_id, patron_id)
);
create index suggestion_asker_suggestion on acquisitions.suggestion_asker (suggestion_id);
create index suggestion_asker_patron on acquisitions.suggestion_asker (patron_id);
create index suggestion_asker_until on acquisitions.suggestion_asker (library_id, until);
select base.describe('acquisitions.suggestion_asker', $$
  asker_id      | none
  library_id    | none
  suggestion_id | loan; functional; until; row
  patron_id     | pseudonym; functional; until; row
  asked_at      | loan; functional; until; row
  until         | none
$$);
alter table acquisitions.suggestion_asker enable row level security;
alter table acquisitions.suggestion_asker force row level security;
create policy owner on acquisitions.suggestion_asker to kaft_owner using (true);
create policy own on acquisitions.suggestion_asker to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()));
-- Who asked comes over with what was suggested when a library becomes part of another.
create policy fusion on acquisitions.suggestion_asker to kaft_jobs
  using (library_id = any ((select organisation.absorbed())::bigint[]));
grant select, insert, delete, update (patron_id, asked_at, until) on acquisitions.suggestion_asker to kaft_app;
grant select, delete, update (library_id, patron_id) on acquisitions.suggestion_asker to kaft_jobs;
