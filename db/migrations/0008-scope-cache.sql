-- The scope of a library, derived once instead of for each table that a statement touches. It is never trusted
-- beyond what it was made of: another epoch of the agreements, or a day on which one begins or ends, makes it void.

create table organisation.agreement_epoch (
  one boolean primary key default true check (one),
  epoch bigint not null
);
insert into organisation.agreement_epoch (epoch) values (1);
select base.describe('organisation.agreement_epoch', $$
  one   | none
  epoch | none
$$);

create table organisation.library_scope (
  library_id bigint primary key references organisation.library,
  epoch bigint not null,
  until timestamptz not null,
  scope bigint[] not null
);
select base.describe('organisation.library_scope', $$
  library_id | none
  epoch      | none
  until      | none
  scope      | none
$$);

create function organisation.agreements_changed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update organisation.agreement_epoch set epoch = epoch + 1;
  return null;
end $$;
create trigger agreements_changed after insert or update or delete on organisation.agreement
  for each statement execute function organisation.agreements_changed();
create trigger agreements_changed after insert or update or delete on organisation.agreement_member
  for each statement execute function organisation.agreements_changed();

grant select on organisation.agreement_epoch to kaft_finder;
grant select, insert, update on organisation.library_scope to kaft_finder;
