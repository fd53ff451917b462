-- Retention of patrons, erasure, and what proves it (P54–P59, P81–P84).

-- Records whose membership ended, by that day.
create index patron_ended on patrons.patron (library_id, member_until, patron_id) where member_until is not null;
create index hold_of_patron on circulation.hold (patron_id) where closed_at is not null;
create index claim_loan on circulation.claim (loan_id);

-- An erasure that somebody asked for. When it is done nothing in it leads to the person any more.
create table privacy.erasure (
  erasure_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint,
  parts text[] not null check (cardinality(parts) > 0
    and parts <@ array['everything', 'history', 'messages', 'contact', 'national_number', 'notes', 'preferences']),
  state text not null default 'asked' check (state in ('asked', 'done', 'blocked')),
  asked_at timestamptz not null,
  asked_by bigint,
  ended_at timestamptz,
  blocks jsonb not null default '[]',
  certificate_id bigint,
  check ((state = 'asked') = (ended_at is null)),
  check (state = 'done' or patron_id is not null),
  check ((state = 'done') = (certificate_id is not null))
);
create index erasure_waiting on privacy.erasure (library_id, erasure_id) where state = 'asked';
create index erasure_patron on privacy.erasure (patron_id) where patron_id is not null;
select base.describe('privacy.erasure', $$
  erasure_id     | none
  library_id     | none
  patron_id      | pseudonym; administration; P54; null
  parts          | none
  state          | none
  asked_at       | none
  asked_by       | staff; administration; Y10; null
  ended_at       | none
  blocks         | library; administration; P54; null
  blocks.*       | library; administration; P54; null
  certificate_id | none
$$);

-- What went, by table: counts and nobody's data, each chained to the one before it in the library.
create table privacy.certificate (
  certificate_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  at timestamptz not null,
  because text not null check (because in ('term', 'request', 'replay')),
  parts text[] not null,
  people integer not null check (people >= 0),
  rows jsonb not null,
  hash bytea not null
);
create index certificate_library on privacy.certificate (library_id, certificate_id desc);
select base.describe('privacy.certificate', $$
  certificate_id | none
  library_id     | none
  at             | none
  because        | none
  parts          | none
  people         | none
  rows           | none
  rows.*         | none
  hash           | none
$$);

-- Who was erased, as keyed hashes of numbers that name nobody any more. The same lines stand in a file outside of the database
-- and its backups, and are read again when a backup is put back. A backup older than these lines is not to be put back.
create table privacy.erased (
  erased_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  mark text not null,
  parts text[] not null,
  at timestamptz not null
);
create index erased_at on privacy.erased (library_id, at);
select base.describe('privacy.erased', $$
  erased_id  | none
  library_id | none
  mark       | pseudonym; administration; Y2; row
  parts      | pseudonym; administration; Y2; row
  at         | none
$$);

-- How the last run went in each library: what a screen shows meanwhile, and where a run that was cut off goes on.
create table privacy.retention_run (
  library_id bigint primary key references organisation.library,
  on_day date not null,
  after_on date,
  after_id bigint not null default 0,
  looked_at integer not null default 0,
  removed integer not null default 0,
  written_off integer not null default 0,
  done_at timestamptz
);
select base.describe('privacy.retention_run', $$
  library_id  | none
  on_day      | none
  after_on    | none
  after_id    | none
  looked_at   | none
  removed     | none
  written_off | none
  done_at     | none
$$);

-- After how many years a small debt of a former member is written off, where the data protection officer chose otherwise than
-- the five years of the default.
create table privacy.small_debt_rule (
  library_id bigint primary key references organisation.library,
  years integer check (years between 1 and 30),
  most_cents integer not null check (most_cents >= 0)
);
select base.describe('privacy.small_debt_rule', $$
  library_id | none
  years      | none
  most_cents | none
$$);

do $$
declare t text;
begin
  foreach t in array array['erasure', 'certificate', 'erased', 'retention_run', 'small_debt_rule'] loop
    execute format('alter table privacy.%I enable row level security', t);
    execute format('alter table privacy.%I force row level security', t);
    execute format('create policy owner on privacy.%I to kaft_owner using (true)', t);
    execute format('create policy own on privacy.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
  end loop;
end $$;
grant select, insert on privacy.erasure to kaft_app;
grant select, update, delete on privacy.erasure to kaft_jobs;
grant select on privacy.certificate, privacy.retention_run to kaft_app;
grant select, insert on privacy.certificate to kaft_jobs;
grant select, insert, delete on privacy.erased to kaft_jobs;
grant select, insert, update on privacy.retention_run to kaft_jobs;
grant select, insert, update on privacy.small_debt_rule to kaft_app;
grant select on privacy.small_debt_rule to kaft_jobs;
-- What of a person the jobs could not let go until now.
grant delete on patrons.register_notice, patrons.former_residence, circulation.ibl_request to kaft_jobs;
grant maintain on patrons.person, patrons.block, patrons.address, patrons.note, patrons.membership, patrons.guardian_consent, patrons.family_link, patrons.former_residence,
  messaging.message to kaft_jobs;
