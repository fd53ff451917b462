-- Roles in the record of changes are about a person; badges are unique where they are read; jobs forget sessions.

select base.describe('organisation.change', $$
  before.roles | staff; administration; Y10; null
  after.roles  | staff; administration; Y10; null
$$);

-- A badge opens sessions of its own library only, and no library may learn of the badges of another.
drop index organisation.staff_badge;
create unique index staff_badge on organisation.staff (library_id, badge_hash) where badge_hash is not null;

grant select on organisation.session, organisation.full_sign_in to kaft_jobs;
create index session_ended on organisation.session (library_id, coalesce(ended_at, expires_at));
