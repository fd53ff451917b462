-- The end of an agreement, or of the part of one member (uittreden), as somebody set it: until the day it can be taken back.
create table organisation.parting (
  parting_id bigint generated always as identity primary key,
  agreement_id bigint not null references organisation.agreement,
  -- Who leaves; null is the whole agreement.
  library_id bigint references organisation.library,
  -- The last day on which it opens anything.
  ends_on date not null,
  at_once boolean not null,
  -- The end that stood before; null is none.
  before_on date,
  -- Whether patrons are told.
  tells boolean not null,
  made_at timestamptz not null,
  made_by bigint,
  kept_at timestamptz,
  kept_by bigint
);
create index parting_agreement on organisation.parting (agreement_id, parting_id);
select base.describe('organisation.parting', $$
  parting_id   | none
  agreement_id | none
  library_id   | none
  ends_on      | none
  at_once      | none
  before_on    | none
  tells        | none
  made_at      | none
  made_by      | staff; administration; Y10; null
  kept_at      | none
  kept_by      | staff; administration; Y10; null
$$);
alter table organisation.parting enable row level security;
alter table organisation.parting force row level security;
create policy owner on organisation.parting to kaft_owner using (true);
create policy seen on organisation.parting for select to kaft_app, kaft_jobs, kaft_finder using (true);
create policy made on organisation.parting for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on organisation.parting for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
grant select on organisation.parting to kaft_app, kaft_jobs, kaft_finder;
grant insert, update (kept_at, kept_by) on organisation.parting to kaft_app;

-- For the cents of `circulation.count_across`: what is open, on whose account, made where; no name.
create policy finder on finance.account for select to kaft_finder using (true);
create policy finder on finance.entry for select to kaft_finder using (true);
grant select (account_id, library_id) on finance.account to kaft_finder;
grant select (entry_id, account_id, charge_id, amount_cents, branch_id) on finance.entry to kaft_finder;
