-- The scope of a session, derived once instead of for each table that a statement touches. It is void the moment
-- anything changes that it was made of: an agreement or its members, or a day on which one may begin or end. And a
-- session ends with the account or the library that it belongs to, so that one look at its row tells everything.

alter table organisation.session add column scope bigint[], add column scope_until timestamptz;
select base.describe('organisation.session', $$
  scope       | none
  scope_until | none
$$);

-- Whoever derives a scope holds this row shared; whoever changes an agreement takes it alone.
create table organisation.agreement_lock (one boolean primary key default true check (one));
insert into organisation.agreement_lock default values;
select base.describe('organisation.agreement_lock', $$
  one | none
$$);

create function organisation.agreements_changed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform from organisation.agreement_lock for update;
  update organisation.session set scope = null where scope is not null and ended_at is null;
  return null;
end $$;
create trigger agreements_changed after insert or update or delete on organisation.agreement
  for each statement execute function organisation.agreements_changed();
create trigger agreements_changed after insert or update or delete on organisation.agreement_member
  for each statement execute function organisation.agreements_changed();

create function organisation.sessions_end() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'staff' then
    update organisation.session set ended_at = now() where staff_id = new.staff_id and ended_at is null;
  else
    update organisation.session set ended_at = now() where library_id = new.library_id and ended_at is null;
  end if;
  return null;
end $$;
create trigger sessions_end after update on organisation.staff
  for each row when (old.active and not new.active) execute function organisation.sessions_end();
create trigger sessions_end after update on organisation.library
  for each row when (old.active and not new.active) execute function organisation.sessions_end();

grant select, update on organisation.agreement_lock to kaft_finder;
grant update on organisation.session to kaft_finder;
