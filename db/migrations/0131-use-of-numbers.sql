-- Which libraries may use national numbers: the list that the decision of 10 February 2020 asks for (Beslissing 9/2020),
-- kept centrally. A library that is not on it keeps no number and can ask for none.
create table patrons.number_leave (
  library_id bigint primary key references organisation.library,
  -- Of the authorisation, such as a number and a date of a decision.
  reference text not null,
  from_on date not null,
  until_on date,
  changed_at timestamptz not null,
  changed_by bigint,
  check (until_on >= from_on)
);
select base.describe('patrons.number_leave', $$
  library_id | none
  reference  | none
  from_on    | none
  until_on   | none
  changed_at | none
  changed_by | staff; administration; employment; null
$$);
-- Those who used numbers until now did so under that decision.
insert into patrons.number_leave (library_id, reference, from_on, changed_at)
  select library_id, 'Beslissing 9/2020', '2020-02-10', now() from organisation.library;
alter table patrons.number_leave enable row level security;
alter table patrons.number_leave force row level security;
create policy owner on patrons.number_leave to kaft_owner using (true);
create policy seen on patrons.number_leave for select to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()) or (select organisation.for_consortium()));
create policy made on patrons.number_leave for insert to kaft_app with check ((select organisation.for_consortium()));
create policy changed on patrons.number_leave for update to kaft_app
  using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()));
grant select, insert, update on patrons.number_leave to kaft_app;
grant select on patrons.number_leave to kaft_jobs;

-- How often somebody asked whether a number is known, and how often a registration came of it. Who asks much and registers
-- little is told to the data protection officer (P63). No number stands here.
create table patrons.number_question (
  library_id bigint not null references organisation.library,
  staff_id bigint not null,
  on_day date not null,
  asked integer not null,
  registered integer not null default 0,
  refused integer not null default 0,
  -- The ten minutes that run now, and how many were asked in them.
  window_at timestamptz not null,
  in_window integer not null,
  looked_at timestamptz,
  looked_by bigint,
  primary key (library_id, staff_id, on_day)
);
select base.describe('patrons.number_question', $$
  library_id | none
  staff_id   | staff; administration; Y2; row
  on_day     | staff; administration; Y2; row
  asked      | staff; administration; Y2; row
  registered | staff; administration; Y2; row
  refused    | staff; administration; Y2; row
  window_at  | staff; administration; Y2; row
  in_window  | staff; administration; Y2; row
  looked_at  | none
  looked_by  | staff; administration; Y2; null
$$);
create index number_question_day on patrons.number_question (library_id, on_day desc);
alter table patrons.number_question enable row level security;
alter table patrons.number_question force row level security;
create policy owner on patrons.number_question to kaft_owner using (true);
create policy own on patrons.number_question to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));
grant select, insert, update on patrons.number_question to kaft_app;
grant select, delete on patrons.number_question to kaft_jobs;
