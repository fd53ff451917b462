-- A library that joins a cooperation (toetreden): first a plan, then word to the patrons whose data it opens, then the
-- agreement. What is not activated has no row among the agreements, so nothing that asks them can open too early.

create table organisation.joining (
  joining_id bigint generated always as identity primary key,
  -- The agreement that is joined; of a new one it is filled in when it begins.
  agreement_id bigint references organisation.agreement,
  name text not null,
  rung text not null check (rung in ('1', '2', '3a', '3b', '3c')),
  -- The day that patrons are told: nothing opens before it.
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  -- Types of membership that the members accept of each other; null is all.
  membership_types text[] check (cardinality(membership_types) between 1 and 50),
  -- Days between the last word to a patron and the day on which their data open, as they were when it was planned.
  wait_days smallint not null check (wait_days between 0 and 90),
  second_person boolean not null,
  -- Patrons were told before they came to this system: when, and where that is written.
  told_before_on date,
  told_before text,
  state text not null check (state in ('draft', 'telling', 'active', 'withdrawn')),
  made_at timestamptz not null,
  made_by bigint,
  told_from timestamptz,
  told_by bigint,
  ended_at timestamptz,
  ended_by bigint,
  -- How many were told, how, when it was activated: the messages themselves go after ninety days.
  proof jsonb,
  check ((told_before_on is null) = (told_before is null)),
  check ((state in ('active', 'withdrawn')) = (ended_at is not null))
);
select base.describe('organisation.joining', $$
  joining_id       | none
  agreement_id     | none
  name             | none
  rung             | none
  starts_on        | none
  ends_on          | none
  membership_types | none
  wait_days        | none
  second_person    | none
  told_before_on   | none
  told_before      | none
  state            | none
  made_at          | none
  made_by          | staff; administration; Y10; null
  told_from        | none
  told_by          | staff; administration; Y10; null
  ended_at         | none
  ended_by         | staff; administration; Y10; null
  proof            | none
  proof.*          | none
$$);

create table organisation.joining_library (
  joining_id bigint not null references organisation.joining,
  library_id bigint not null references organisation.library,
  -- False for who is a member already.
  joins boolean not null,
  -- Whether its patrons are told: those of who joins always, those of the others where their data open too.
  tells boolean not null,
  primary key (joining_id, library_id)
);
create index joining_library_library on organisation.joining_library (library_id, joining_id);
select base.describe('organisation.joining_library', $$
  joining_id | none
  library_id | none
  joins      | none
  tells      | none
$$);

alter table organisation.agreement add column membership_types text[];
select base.describe('organisation.agreement', 'membership_types | none');

do $$
declare t text;
begin
  foreach t in array array['joining', 'joining_library'] loop
    execute format('alter table organisation.%I enable row level security', t);
    execute format('alter table organisation.%I force row level security', t);
    execute format('create policy owner on organisation.%I to kaft_owner using (true)', t);
    execute format('create policy seen on organisation.%I for select to kaft_app, kaft_jobs, kaft_finder using (true)', t);
    execute format('create policy made on organisation.%I for insert to kaft_app with check ((select organisation.for_consortium()))', t);
    execute format('create policy changed on organisation.%I for update to kaft_app
      using ((select organisation.for_consortium())) with check ((select organisation.for_consortium()))', t);
    execute format('grant select on organisation.%I to kaft_app, kaft_jobs, kaft_finder', t);
  end loop;
end $$;
grant insert on organisation.joining, organisation.joining_library to kaft_app;
grant update (agreement_id, state, told_from, told_by, ended_at, ended_by, proof) on organisation.joining to kaft_app;

-- Word to all patrons of a library at once (bericht aan alle leners): how far its planner is. `subject_id` is what it is
-- about, by kind: a joining, a parting, a fusion.
create table messaging.notice_run (
  kind text not null check (kind in ('cooperation', 'parting', 'fused')),
  subject_id bigint not null,
  library_id bigint not null references organisation.library,
  -- The last patron who was looked at.
  after_id bigint not null default 0,
  looked integer not null default 0,
  planned integer not null default 0,
  begun_at timestamptz not null,
  done_at timestamptz,
  primary key (library_id, kind, subject_id)
);
select base.describe('messaging.notice_run', $$
  kind       | none
  subject_id | none
  library_id | none
  after_id   | none
  looked     | none
  planned    | none
  begun_at   | none
  done_at    | none
$$);
alter table messaging.notice_run enable row level security;
alter table messaging.notice_run force row level security;
create policy owner on messaging.notice_run to kaft_owner using (true);
create policy finder on messaging.notice_run to kaft_finder using (true);
create policy scope on messaging.notice_run to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()));
grant select on messaging.notice_run to kaft_app, kaft_finder;
grant select, insert, update on messaging.notice_run to kaft_jobs;

-- Which joining, parting or fusion a message is about.
alter table messaging.message add column notice_id bigint;
select base.describe('messaging.message', 'notice_id | none');
create index message_notice on messaging.message (library_id, kind, notice_id) where notice_id is not null;
alter table messaging.message drop constraint message_kind_check;
alter table messaging.message add constraint message_kind_check check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder',
  'invoice', 'renewed', 'not_renewed', 'moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder'));
alter table messaging.message drop constraint message_about;
alter table messaging.message add constraint message_about check (title_id is not null or kind in ('moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder'));

-- For the counts of `patrons.count_for_notice`: no name, and no address.
grant select (deceased, merged_into, message_channel, email) on patrons.patron to kaft_finder;
-- All patrons of a library in order, for whoever walks through them a stretch at a time.
create index patron_of_library on patrons.patron (library_id, patron_id);
