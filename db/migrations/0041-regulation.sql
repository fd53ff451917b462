-- A version that was activated never changes: the program can write drafts of the own library, and nothing else.

drop policy scope on circulation.regulation;
create policy scope on circulation.regulation for select to kaft_app, kaft_jobs using (true);
create policy made on circulation.regulation for insert to kaft_app
  with check (library_id = (select organisation.own_library()));
create policy draft on circulation.regulation for update to kaft_app
  using (library_id = (select organisation.own_library()) and state = 'draft')
  with check (library_id = (select organisation.own_library()));
revoke insert, update on circulation.regulation from kaft_jobs;

alter table circulation.regulation_row enable row level security;
alter table circulation.regulation_row force row level security;
create policy owner on circulation.regulation_row to kaft_owner using (true);
create policy scope on circulation.regulation_row for select to kaft_app, kaft_jobs using (true);
create policy made on circulation.regulation_row for insert to kaft_app with check (exists (
  select from circulation.regulation r where r.version_id = regulation_row.version_id and r.state = 'draft'
     and r.library_id = (select organisation.own_library())));
create policy gone on circulation.regulation_row for delete to kaft_app using (exists (
  select from circulation.regulation r where r.version_id = regulation_row.version_id and r.state = 'draft'
     and r.library_id = (select organisation.own_library())));
revoke update on circulation.regulation_row from kaft_app;

-- Two versions never start on one day. What is in force is derived from the day, never written.
create unique index regulation_moment on circulation.regulation (library_id, starts_on) where state = 'scheduled';
