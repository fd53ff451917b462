-- Who gave a role and when, who last looked at it again, and who left: an authorisation has a grantor, a day and an end,
-- and is looked at twice a year.

alter table organisation.staff_role
  add column granted_at timestamptz,
  -- When somebody last said that this person still needs this role; null where nobody did since it was given.
  add column confirmed_at timestamptz,
  add column confirmed_by bigint;
-- Of the roles of before, the first day is the nearest that is known.
update organisation.staff_role set granted_at = starts_on::timestamp at time zone 'Europe/Brussels';
alter table organisation.staff_role alter granted_at set not null;
select base.describe('organisation.staff_role', $$
  granted_at   | none
  confirmed_at | none
  confirmed_by | staff; administration; employment; null
$$);

-- When the person left. The row stays, so that what they did keeps its name; whatever could open something is gone from it.
alter table organisation.staff add column left_at timestamptz;
select base.describe('organisation.staff', $$
  left_at | staff; administration; employment; row
$$);
