-- The last day at work of who will leave: after it nobody signs in with the account, and the night ends it.
alter table organisation.staff add column leaves_on date;
select base.describe('organisation.staff', $$
  leaves_on | staff; administration; employment; row
$$);
create index staff_leaves on organisation.staff (library_id, leaves_on) where leaves_on is not null;

grant update (active, left_at, leaves_on, password_hash, pin_hash, badge_hash, version) on organisation.staff to kaft_jobs;
grant select, delete on organisation.staff_role to kaft_jobs;
select base.describe('organisation.change', $$
  before.leaves_on | staff; administration; Y10; null
  after.leaves_on  | staff; administration; Y10; null
$$);
