-- What a draft of a regulation is tried on: one row for each loan that came back, without the person, the title or the
-- item. Nothing in it leads to a reader or ties two loans of one reader together; ages stand in the bands of statistics.
-- Partitioned by the month of the return; a month goes whole after a year.
create table circulation.loan_fact (
  library_id bigint not null,
  branch_id bigint not null,
  returned_on date not null,
  lent_on date not null,
  due_on date not null,
  renewals integer not null,
  membership_type text,
  age_band text,
  item_type text not null,
  shelf text,
  item_age_days integer,
  price_cents integer,
  -- Whether the item went on to someone who waited, and how long that wait was.
  hold_wait_days integer
) partition by range (returned_on);
create index loan_fact_library on circulation.loan_fact (library_id, returned_on);
select base.describe('circulation.loan_fact', $$
  library_id      | none
  branch_id       | none
  returned_on     | none
  lent_on         | none
  due_on          | none
  renewals        | none
  membership_type | none
  age_band        | none
  item_type       | none
  shelf           | none
  item_age_days   | none
  price_cents     | none
  hold_wait_days  | none
$$);
alter table circulation.loan_fact enable row level security;
alter table circulation.loan_fact force row level security;
create policy owner on circulation.loan_fact to kaft_owner using (true);
create policy own on circulation.loan_fact to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));
grant select on circulation.loan_fact to kaft_app;
grant select, insert on circulation.loan_fact to kaft_jobs;

-- How far the events have been gathered into facts, for each library.
create table circulation.loan_fact_cursor (
  library_id bigint primary key references organisation.library,
  gathered_until date not null
);
select base.describe('circulation.loan_fact_cursor', $$
  library_id     | none
  gathered_until | none
$$);
grant select, insert, update on circulation.loan_fact_cursor to kaft_jobs;

-- A trial of a version over what was lent. The outcome holds counts and sums, never a row of one loan.
create table circulation.simulation (
  simulation_id bigint generated always as identity primary key,
  version_id bigint not null references circulation.regulation on delete cascade,
  library_id bigint not null references organisation.library,
  state text not null check (state in ('asked', 'running', 'done', 'failed')),
  asked_at timestamptz not null,
  asked_by bigint,
  begun_at timestamptz,
  -- When the run last said something; one that is silent for long runs nowhere any more.
  seen_at timestamptz,
  ended_at timestamptz,
  -- Loans weighed so far, and how many there are.
  done integer not null default 0,
  total integer,
  outcome jsonb,
  check ((state = 'done') = (outcome is not null))
);
create index simulation_version on circulation.simulation (version_id, simulation_id desc);
create index simulation_waiting on circulation.simulation (library_id, simulation_id) where state in ('asked', 'running');
select base.describe('circulation.simulation', $$
  simulation_id | none
  version_id    | none
  library_id    | none
  state         | none
  asked_at      | none
  asked_by      | staff; administration; Y2; null
  begun_at      | none
  seen_at       | none
  ended_at      | none
  done          | none
  total         | none
  outcome       | none
  outcome.*     | none
$$);
alter table circulation.simulation enable row level security;
alter table circulation.simulation force row level security;
create policy owner on circulation.simulation to kaft_owner using (true);
create policy own on circulation.simulation to kaft_app using (library_id = (select organisation.own_library()));
-- Jobs find what waits in every library; there is no reader in it.
create policy work on circulation.simulation to kaft_jobs using (true);
grant select, insert on circulation.simulation to kaft_app;
grant select, update on circulation.simulation to kaft_jobs;
grant usage on sequence circulation.simulation_simulation_id_seq to kaft_app;
