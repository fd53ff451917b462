-- The registers of whoever answers for the processing: who that is, couplings, who receives data, and measures with their proof.

create table privacy.controller (
  one boolean primary key default true check (one),
  name text not null,
  address text not null,
  enterprise_number text not null,
  dpo_name text not null,
  dpo_email text not null,
  vtc_url text not null,
  gba_url text not null,
  changed_at timestamptz not null
);
select base.describe('privacy.controller', $$
  one               | none
  name              | none
  address           | none
  enterprise_number | none
  dpo_name          | none
  dpo_email         | none
  vtc_url           | none
  gba_url           | none
  changed_at        | none
$$);

create table privacy.coupling (
  coupling text primary key,
  name text not null,
  recipient text not null,
  owner text not null,
  purpose text not null check (purpose in ('identification', 'functional', 'exchange', 'administration', 'statistics', 'communication')),
  -- AVG art. 6(1), as letter.
  basis text not null check (basis in ('a', 'b', 'c', 'd', 'e', 'f')),
  fields text[] not null,
  reference text not null default '',
  ends_on date,
  -- Whether an assessment of the effects is asked for before it runs (AVG art. 35), and where it is kept.
  dpia_needed boolean not null,
  dpia text,
  in_eu boolean not null default true check (in_eu),
  approved_at timestamptz,
  active boolean not null default false,
  active_since timestamptz,
  changed_at timestamptz not null,
  check (not active or approved_at is not null),
  check (approved_at is null or not dpia_needed or dpia is not null)
);
select base.describe('privacy.coupling', $$
  coupling     | none
  name         | none
  recipient    | none
  owner        | none
  purpose      | none
  basis        | none
  fields       | none
  reference    | none
  ends_on      | none
  dpia_needed  | none
  dpia         | none
  in_eu        | none
  approved_at  | none
  active       | none
  active_since | none
  changed_at   | none
$$);

-- Who receives personal data, and who works with them on instruction (AVG art. 28, 30).
create table privacy.recipient (
  recipient text primary key,
  name text not null,
  role text not null check (role in ('controller', 'joint', 'processor', 'subprocessor', 'recipient')),
  purpose text not null check (purpose in ('identification', 'functional', 'exchange', 'administration', 'statistics', 'communication')),
  categories text[] not null,
  country text not null,
  contact text not null,
  -- Told when data of a person change or go (AVG art. 19).
  tell_changes boolean not null,
  until date,
  changed_at timestamptz not null
);
select base.describe('privacy.recipient', $$
  recipient    | none
  name         | none
  role         | none
  purpose      | none
  categories   | none
  country      | none
  contact      | none
  tell_changes | none
  until        | none
  changed_at   | none
$$);

create table privacy.measure (
  measure text primary key,
  -- The areas of the referentiemaatregelen.
  area text not null check (area in ('policy', 'risk', 'organisation', 'awareness', 'assets', 'physical', 'network', 'access', 'logging',
    'development', 'suppliers', 'incidents', 'continuity', 'compliance')),
  says text not null,
  owner text not null,
  review_on date not null,
  changed_at timestamptz not null
);
select base.describe('privacy.measure', $$
  measure    | none
  area       | none
  says       | none
  owner      | none
  review_on  | none
  changed_at | none
$$);
create table privacy.measure_evidence (
  evidence_id bigint generated always as identity primary key,
  measure text not null references privacy.measure,
  on_day date not null,
  outcome text not null check (outcome in ('good', 'partly', 'bad')),
  says text not null,
  made_at timestamptz not null
);
create index measure_evidence_measure on privacy.measure_evidence (measure, on_day desc);
select base.describe('privacy.measure_evidence', $$
  evidence_id | none
  measure     | none
  on_day      | none
  outcome     | none
  says        | none
  made_at     | none
$$);

do $$
declare t text;
begin
  foreach t in array array['controller', 'coupling', 'recipient', 'measure', 'measure_evidence'] loop
    execute format('alter table privacy.%I enable row level security', t);
    execute format('alter table privacy.%I force row level security', t);
    execute format('create policy owner on privacy.%I to kaft_owner using (true)', t);
    -- Nobody's data: each library may read by which rules its readers' data are used.
    execute format('create policy seen on privacy.%I for select to kaft_app, kaft_jobs using (true)', t);
    execute format('create policy made on privacy.%I for insert to kaft_app with check ((select organisation.for_privacy()))', t);
    execute format('grant select on privacy.%I to kaft_app, kaft_jobs', t);
    execute format('grant insert on privacy.%I to kaft_app', t);
  end loop;
  foreach t in array array['controller', 'coupling', 'recipient', 'measure'] loop
    execute format('create policy changed on privacy.%I for update to kaft_app
      using ((select organisation.for_privacy())) with check ((select organisation.for_privacy()))', t);
    execute format('grant update on privacy.%I to kaft_app', t);
  end loop;
end $$;
