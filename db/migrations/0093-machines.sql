-- Self-service machines: each an account of its own, of a kind that no person can sign in with.

alter table organisation.staff add column kind text not null default 'person' check (kind in ('person', 'machine'));
select base.describe('organisation.staff', $$
  kind | none
$$);

-- The profile of a machine (SSS-profiel): where it stands, how it speaks, and what it may.
create table organisation.machine (
  -- The account under which it acts; what it does bears its name.
  machine_id bigint primary key references organisation.staff,
  library_id bigint not null references organisation.library,
  branch_id bigint not null references organisation.branch,
  workstation_id bigint references organisation.workstation,
  profile jsonb not null,
  signed_in_at timestamptz
);
create index machine_library on organisation.machine (library_id);
select base.describe('organisation.machine', $$
  machine_id     | none
  library_id     | none
  branch_id      | none
  workstation_id | none
  profile        | none
  profile.*      | none
  signed_in_at   | none
$$);

alter table organisation.machine enable row level security;
alter table organisation.machine force row level security;
create policy owner on organisation.machine to kaft_owner using (true);
create policy finder on organisation.machine to kaft_finder using (true);
create policy scope on organisation.machine to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()));
grant select, insert, update on organisation.machine to kaft_app;
grant select on organisation.machine to kaft_jobs, kaft_finder;
