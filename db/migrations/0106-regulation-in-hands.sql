-- A regulation passes through more than one pair of hands: who changed the draft last, who asked that it be
-- activated, what it does to loans that are open, and which versions were withdrawn. Nothing here changes a
-- version that was activated.

alter table circulation.regulation
  add column changed_by bigint,
  add column asked_by bigint,
  add column asked_at timestamptz,
  add column activated_by bigint,
  add column open_loans text not null default 'keep' check (open_loans in ('keep', 'longer', 'all')),
  add check ((asked_by is null) = (asked_at is null));
select base.describe('circulation.regulation', $$
  changed_by   | staff; administration; Y10; null
  asked_by     | staff; administration; Y10; null
  asked_at     | none
  activated_by | staff; administration; Y10; null
  open_loans   | none
$$);

-- A version that was withdrawn never holds again; the loans made under it keep their terms.
create table circulation.regulation_withdrawal (
  version_id bigint primary key references circulation.regulation,
  library_id bigint not null references organisation.library,
  withdrawn_at timestamptz not null,
  withdrawn_by bigint,
  reason text not null
);
select base.describe('circulation.regulation_withdrawal', $$
  version_id   | none
  library_id   | none
  withdrawn_at | none
  withdrawn_by | staff; administration; Y10; null
  reason       | none
$$);
alter table circulation.regulation_withdrawal enable row level security;
alter table circulation.regulation_withdrawal force row level security;
create policy owner on circulation.regulation_withdrawal to kaft_owner using (true);
create policy scope on circulation.regulation_withdrawal for select to kaft_app, kaft_jobs using (true);
create policy made on circulation.regulation_withdrawal for insert to kaft_app
  with check (library_id = (select organisation.own_library()) and exists (
    select from circulation.regulation r where r.version_id = regulation_withdrawal.version_id
       and r.library_id = (select organisation.own_library()) and r.state <> 'draft'));
grant select, insert on circulation.regulation_withdrawal to kaft_app;
grant select on circulation.regulation_withdrawal to kaft_jobs;

-- The day on which a withdrawn version began is free again. That no two versions that stand begin on one day is kept
-- by the lock on the library under which versions are activated.
drop index circulation.regulation_moment;
