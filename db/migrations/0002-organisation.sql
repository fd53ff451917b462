-- Libraries, branches, calendars, cooperation, workstations, staff and their sessions.

create table organisation.library (
  library_id bigint generated always as identity primary key,
  code text not null unique,
  name text not null,
  active boolean not null,
  -- Grows with each change of configuration; a process whose compiled rules are older compiles again.
  epoch bigint not null default 1
);
select base.describe('organisation.library', $$
  library_id | none
  code       | none
  name       | none
  active     | none
  epoch      | none
$$);

create table organisation.branch (
  branch_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  code text not null unique,
  name text not null,
  address text
);
create index branch_library on organisation.branch (library_id);
select base.describe('organisation.branch', $$
  branch_id  | none
  library_id | none
  code       | none
  name       | none
  address    | none
$$);

create table organisation.opening_hours (
  branch_id bigint not null references organisation.branch,
  weekday smallint not null check (weekday between 1 and 7),
  opens time not null,
  closes time not null check (closes > opens),
  primary key (branch_id, weekday, opens)
);
select base.describe('organisation.opening_hours', $$
  branch_id | none
  weekday   | none
  opens     | none
  closes    | none
$$);

create table organisation.exceptional_day (
  branch_id bigint not null references organisation.branch,
  on_day date not null,
  type text not null check (type in ('normaal', 'boetevrij', 'gesloten', 'vakantie')),
  note text,
  primary key (branch_id, on_day)
);
select base.describe('organisation.exceptional_day', $$
  branch_id | none
  on_day    | none
  type      | none
  note      | none
$$);

-- Cooperation as data. Rung 0 is the absence of an agreement.
create table organisation.agreement (
  agreement_id bigint generated always as identity primary key,
  name text not null,
  rung text not null check (rung in ('1', '2', '3a', '3b', '3c')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  -- Set when it ends in the course of a day: from that instant it opens nothing.
  ended_at timestamptz,
  shares_fee boolean not null,
  shares_rules boolean not null,
  shares_patrons boolean not null,
  has_transport boolean not null,
  shares_letters boolean not null,
  floats boolean not null
);
select base.describe('organisation.agreement', $$
  agreement_id   | none
  name           | none
  rung           | none
  starts_on      | none
  ends_on        | none
  ended_at       | none
  shares_fee     | none
  shares_rules   | none
  shares_patrons | none
  has_transport  | none
  shares_letters | none
  floats         | none
$$);

create table organisation.agreement_member (
  agreement_id bigint not null references organisation.agreement,
  library_id bigint not null references organisation.library,
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  left_at timestamptz,
  primary key (agreement_id, library_id)
);
create index agreement_member_library on organisation.agreement_member (library_id, agreement_id);
select base.describe('organisation.agreement_member', $$
  agreement_id | none
  library_id   | none
  joined_on    | none
  left_on      | none
  left_at      | none
$$);

create table organisation.workstation (
  workstation_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  branch_id bigint not null references organisation.branch,
  name text not null,
  key_hash bytea not null unique,
  settings jsonb not null,
  unique (library_id, name)
);
select base.describe('organisation.workstation', $$
  workstation_id        | none
  library_id            | none
  branch_id             | none
  name                  | none
  key_hash              | none
  settings              | none
  settings.scanner_prefix | none
  settings.sound        | none
  settings.volume       | none
  settings.receipt      | none
  settings.own_loan_scan | none
  settings.cover_after_s | none
  settings.lock_after_s | none
$$);

create table organisation.staff (
  staff_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  login text not null unique,
  name text not null,
  initials text not null,
  password_hash text not null,
  pin_hash text,
  badge_hash bytea,
  active boolean not null,
  failures integer not null default 0,
  locked_until timestamptz,
  version bigint not null default 1
);
create index staff_library on organisation.staff (library_id);
create unique index staff_badge on organisation.staff (badge_hash) where badge_hash is not null;
select base.describe('organisation.staff', $$
  staff_id      | none
  library_id    | none
  login         | staff; administration; employment; row
  name          | staff; administration; employment; row
  initials      | staff; administration; employment; row
  password_hash | staff; administration; employment; row
  pin_hash      | staff; administration; employment; row
  badge_hash    | staff; administration; employment; row
  active        | none
  failures      | none
  locked_until  | none
  version       | none
$$);

create table organisation.staff_role (
  staff_id bigint not null references organisation.staff,
  library_id bigint not null references organisation.library,
  role text not null,
  level text not null check (level in ('branch', 'library', 'consortium')),
  branch_id bigint references organisation.branch,
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  granted_by bigint,
  check ((level = 'branch') = (branch_id is not null))
);
create unique index staff_role_once on organisation.staff_role (staff_id, role, level, coalesce(branch_id, 0));
select base.describe('organisation.staff_role', $$
  staff_id   | staff; administration; employment; row
  library_id | none
  role       | staff; administration; employment; row
  level      | none
  branch_id  | none
  starts_on  | none
  ends_on    | none
  granted_by | staff; administration; employment; null
$$);

create table organisation.session (
  session_id bigint generated always as identity primary key,
  secret_hash bytea not null unique,
  staff_id bigint not null references organisation.staff,
  library_id bigint not null references organisation.library,
  branch_id bigint not null references organisation.branch,
  workstation_id bigint references organisation.workstation,
  started_at timestamptz not null,
  full_until timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  version bigint not null default 1
);
create index session_staff on organisation.session (staff_id) where ended_at is null;
select base.describe('organisation.session', $$
  session_id     | none
  secret_hash    | none
  staff_id       | staff; administration; D30; row
  library_id     | none
  branch_id      | none
  workstation_id | none
  started_at     | none
  full_until     | none
  expires_at     | none
  ended_at       | none
  version        | none
$$);

-- Who signed in fully at which workstation today: only they may take over by badge or PIN.
create table organisation.full_sign_in (
  workstation_id bigint not null references organisation.workstation,
  staff_id bigint not null references organisation.staff,
  library_id bigint not null references organisation.library,
  until timestamptz not null,
  primary key (workstation_id, staff_id)
);
select base.describe('organisation.full_sign_in', $$
  workstation_id | none
  staff_id       | staff; administration; D30; row
  library_id     | none
  until          | none
$$);

create table organisation.setting (
  library_id bigint not null references organisation.library,
  key text not null,
  value jsonb not null,
  primary key (library_id, key)
);
select base.describe('organisation.setting', $$
  library_id | none
  key        | none
  value      | none
  value.*    | none
$$);

-- Every change of configuration: who, when, before and after.
create table organisation.change (
  change_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  at timestamptz not null,
  staff_id bigint,
  what text not null,
  subject text not null,
  before jsonb,
  after jsonb
);
create index change_library on organisation.change (library_id, change_id);
select base.describe('organisation.change', $$
  change_id  | none
  library_id | none
  at         | none
  staff_id   | staff; administration; Y10; null
  what       | none
  subject    | none
  before     | none
  before.*   | none
  before.name     | staff; administration; Y10; null
  before.initials | staff; administration; Y10; null
  after      | none
  after.*    | none
  after.name      | staff; administration; Y10; null
  after.initials  | staff; administration; Y10; null
$$);

-- The bodies stand in db/code and replace these; the names must exist before the first policy is written.
create function organisation.scope() returns bigint[] language sql stable as $$ select '{}'::bigint[] $$;
create function organisation.own_library() returns bigint language sql stable as $$ select 0::bigint $$;

do $$
declare t text;
begin
  foreach t in array array['workstation', 'staff', 'staff_role', 'session', 'full_sign_in', 'setting', 'change'] loop
    execute format('alter table organisation.%I enable row level security', t);
    execute format('alter table organisation.%I force row level security', t);
    execute format('create policy owner on organisation.%I to kaft_owner using (true)', t);
    execute format('create policy finder on organisation.%I to kaft_finder using (true)', t);
    execute format('create policy scope on organisation.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
  end loop;
end $$;
create policy owner on base.command to kaft_owner using (true);
create policy scope on base.command to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()));

grant select on all tables in schema organisation to kaft_finder;
grant select on organisation.library, organisation.branch, organisation.opening_hours, organisation.exceptional_day,
  organisation.agreement, organisation.agreement_member to kaft_app, kaft_jobs;
grant select, insert, update, delete on organisation.opening_hours, organisation.exceptional_day, organisation.staff_role,
  organisation.full_sign_in to kaft_app;
grant insert, update on organisation.agreement, organisation.agreement_member to kaft_app;
grant select, insert, update on organisation.workstation, organisation.staff, organisation.session, organisation.setting to kaft_app;
grant select on organisation.setting, organisation.staff, organisation.workstation to kaft_jobs;
grant select, insert on organisation.change to kaft_app, kaft_jobs;
grant update (name, address) on organisation.branch to kaft_app;
grant update (epoch) on organisation.library to kaft_app;
grant insert, update on organisation.session, organisation.full_sign_in to kaft_finder;
grant update (failures, locked_until) on organisation.staff to kaft_finder;
grant delete on organisation.session, organisation.full_sign_in to kaft_jobs;
