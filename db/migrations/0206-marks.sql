-- Who did what, of what is older than its term: no role could let it go until now.

-- An entry of the central list is known for ten years, like the rest of the configuration.
select base.describe('patrons.number_leave', 'changed_by | staff; administration; Y10; null');
grant update (changed_by) on patrons.number_leave to kaft_jobs;
create policy forgotten on patrons.number_leave for update to kaft_jobs
  using (library_id = (select organisation.own_library())) with check (library_id = (select organisation.own_library()));

-- A settled conflict of two records goes whole after two years.
grant delete on patrons.identity_conflict to kaft_finder;

-- Whoever left is known by name for two years more, as long as the log of who looked is.
grant select, delete on organisation.staff_role to kaft_jobs;
grant delete on organisation.staff to kaft_jobs;
create index staff_left on organisation.staff (library_id, left_at) where left_at is not null;
grant delete on patrons.person to kaft_finder;
