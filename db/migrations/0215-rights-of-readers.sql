-- What readers ask about their own data (AVG art. 15–22): the request, what was decided, what was done and who was told.
-- Kept for two years after it was closed, then the row goes with whatever hangs on it.

-- Whether the session acts as data protection officer for all libraries. What it answers is written in db/code.
create function organisation.for_privacy() returns boolean language sql stable as $$ select false $$;
-- Only who works for all libraries gives that role.
create policy central_privacy on organisation.staff_role as restrictive for insert to kaft_app
  with check (role <> 'dpo_centraal' or (select organisation.for_consortium()));
create policy central_privacy_kept on organisation.staff_role as restrictive for update to kaft_app
  using (role <> 'dpo_centraal' or (select organisation.for_consortium()))
  with check (role <> 'dpo_centraal' or (select organisation.for_consortium()));

create table privacy.rights_case (
  case_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  -- Whose data it is about, as soon as that is known. No key: a case outlives the record that it erased.
  patron_id bigint,
  kind text not null check (kind in ('access', 'portability', 'rectification', 'erasure', 'restriction', 'objection', 'complaint')),
  -- For which of the six purposes; all of them when none is named.
  purposes text[] not null default '{}' check (purposes <@ array['identification', 'functional', 'exchange', 'administration', 'statistics', 'communication']),
  source text not null check (source in ('desk', 'portal', 'mail')),
  received_on date not null,
  -- The six fields of the privacy statement.
  name text,
  email text,
  -- Where the reply goes when there is no e-mail.
  address text,
  wants text,
  changes text,
  limits text,
  objection text,
  outcome_wished text,
  -- Who this is, and how that was shown. No copy is kept with it.
  identity_how text check (identity_how in ('eid', 'document', 'copy', 'portal', 'known')),
  identity_at timestamptz,
  identity_by bigint,
  identity_asked_on date,
  -- What was asked for and why (AVG art. 12(6)).
  identity_asked_why text,
  extended_on date,
  extended_why text,
  decision text check (decision in ('granted', 'partly', 'refused')),
  reasons text,
  decided_at timestamptz,
  decided_by bigint,
  -- Free, unless manifestly unfounded or excessive, with the reason (AVG art. 12(5)).
  unfounded_why text,
  fee_cents integer not null default 0 check (fee_cents >= 0),
  -- The erasure by which it was carried out.
  erasure_id bigint,
  carried_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  closed_how text check (closed_how in ('answered', 'withdrawn')),
  made_at timestamptz not null,
  made_by bigint,
  version integer not null default 1,
  check ((identity_how is null) = (identity_at is null)),
  check ((decision is null) = (decided_at is null)),
  check ((closed_how is null) = (closed_at is null)),
  check (fee_cents = 0 or unfounded_why is not null),
  check (decision is distinct from 'refused' or reasons is not null)
);
create index rights_case_open on privacy.rights_case (library_id, received_on, case_id) where closed_at is null;
create index rights_case_all on privacy.rights_case (library_id, case_id desc);
create index rights_case_patron on privacy.rights_case (patron_id) where patron_id is not null;
create index rights_case_closed on privacy.rights_case (library_id, closed_at) where closed_at is not null;
select base.describe('privacy.rights_case', $$
  case_id            | none
  library_id         | none
  patron_id          | pseudonym; administration; Y2; row
  kind               | none
  purposes           | none
  source             | none
  received_on        | none
  name               | identity; administration; Y2; row
  email              | contact; administration; Y2; row
  address            | contact; administration; Y2; row
  wants              | note; administration; Y2; row
  changes            | note; administration; Y2; row
  limits             | note; administration; Y2; row
  objection          | note; administration; Y2; row
  outcome_wished     | note; administration; Y2; row
  identity_how       | none
  identity_at        | none
  identity_by        | staff; administration; Y2; row
  identity_asked_on  | none
  identity_asked_why | note; administration; Y2; row
  extended_on        | none
  extended_why       | note; administration; Y2; row
  decision           | none
  reasons            | note; administration; Y2; row
  decided_at         | none
  decided_by         | staff; administration; Y2; row
  unfounded_why      | note; administration; Y2; row
  fee_cents          | none
  erasure_id         | none
  carried_at         | none
  answered_at        | none
  closed_at          | none
  closed_how         | none
  made_at            | none
  made_by            | staff; administration; Y2; row
  version            | none
$$);

-- What has to be put right, field by field.
create table privacy.case_item (
  item_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  case_id bigint not null references privacy.rights_case on delete cascade,
  field text not null,
  wish text not null,
  did text check (did in ('done', 'refused')),
  did_at timestamptz,
  did_by bigint
);
create index case_item_case on privacy.case_item (case_id);
select base.describe('privacy.case_item', $$
  item_id    | none
  library_id | none
  case_id    | pseudonym; administration; Y2; row
  field      | none
  wish       | contact; administration; Y2; row
  did        | none
  did_at     | none
  did_by     | staff; administration; Y2; row
$$);

-- Who received the data and has to be told that they changed (AVG art. 19).
create table privacy.case_notice (
  notice_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  case_id bigint not null references privacy.rights_case on delete cascade,
  recipient text not null,
  why text not null,
  told_at timestamptz,
  told_by bigint,
  -- Telling would be impossible or ask too much: then that is said here.
  impossible text
);
create index case_notice_case on privacy.case_notice (case_id);
select base.describe('privacy.case_notice', $$
  notice_id  | none
  library_id | none
  case_id    | pseudonym; administration; Y2; row
  recipient  | none
  why        | none
  told_at    | none
  told_by    | staff; administration; Y2; row
  impossible | note; administration; Y2; row
$$);

-- What was written to the person, as it was written.
create table privacy.case_letter (
  letter_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  case_id bigint not null references privacy.rights_case on delete cascade,
  kind text not null check (kind in ('received', 'identity', 'extension', 'decision', 'lifting')),
  subject text not null,
  body text not null,
  made_at timestamptz not null,
  made_by bigint
);
create index case_letter_case on privacy.case_letter (case_id);
select base.describe('privacy.case_letter', $$
  letter_id  | none
  library_id | none
  case_id    | pseudonym; administration; Y2; row
  kind       | none
  subject    | none
  body       | note; administration; Y2; row
  made_at    | none
  made_by    | staff; administration; Y2; row
$$);

-- Files of a case, encrypted with the key file: a copy of an identity card until it was looked at, and what the person may fetch.
create table privacy.case_file (
  file_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  case_id bigint not null references privacy.rights_case on delete cascade,
  kind text not null check (kind in ('identity_copy', 'report', 'portability', 'csv')),
  name text not null,
  mime text not null,
  cipher text not null,
  made_at timestamptz not null,
  made_by bigint,
  until date not null,
  fetched integer not null default 0
);
create index case_file_case on privacy.case_file (case_id);
create index case_file_until on privacy.case_file (library_id, until);
select base.describe('privacy.case_file', $$
  file_id    | none
  library_id | none
  case_id    | pseudonym; administration; until; row
  kind       | none
  name       | none
  mime       | none
  cipher     | identity; identification; until; row
  made_at    | none
  made_by    | staff; administration; until; row
  until      | none
  fetched    | none
$$);

-- What a job has to do for a case in the library of the person, whoever decided it.
create table privacy.case_task (
  task_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  case_id bigint not null references privacy.rights_case on delete cascade,
  kind text not null check (kind in ('files', 'stop_news')),
  made_at timestamptz not null,
  done_at timestamptz,
  attempts integer not null default 0
);
create index case_task_open on privacy.case_task (library_id, task_id) where done_at is null;
create index case_task_case on privacy.case_task (case_id);
select base.describe('privacy.case_task', $$
  task_id    | none
  library_id | none
  case_id    | pseudonym; administration; Y2; row
  kind       | none
  made_at    | none
  done_at    | none
  attempts   | none
$$);

do $$
declare t text;
begin
  foreach t in array array['rights_case', 'case_item', 'case_notice', 'case_letter', 'case_file', 'case_task'] loop
    execute format('alter table privacy.%I enable row level security', t);
    execute format('alter table privacy.%I force row level security', t);
    execute format('create policy owner on privacy.%I to kaft_owner using (true)', t);
    execute format('create policy finder on privacy.%I to kaft_finder using (true)', t);
    -- Of the own library, and of any library for who is data protection officer of all. A partner sees none.
    execute format('create policy own on privacy.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()) or (select organisation.for_privacy()))', t);
    execute format('grant select, insert on privacy.%I to kaft_app, kaft_jobs', t);
    execute format('grant delete on privacy.%I to kaft_jobs', t);
  end loop;
end $$;
grant update on privacy.rights_case, privacy.case_item, privacy.case_notice to kaft_app, kaft_jobs;
grant update (body) on privacy.case_letter to kaft_app;
grant update (fetched) on privacy.case_file to kaft_app;
grant delete on privacy.case_file to kaft_app;
grant update (done_at, attempts) on privacy.case_task to kaft_jobs;
grant select on privacy.case_task to kaft_finder;
-- Finding a person for a case, past the walls between libraries: see db/code/36-rights.sql.
grant select (municipality, email_folded, merged_into) on patrons.patron to kaft_finder;
grant select on patrons.name_token to kaft_finder;
-- The officer of all libraries asks for an erasure in the library of the person; a job there does it.
create policy central on privacy.erasure to kaft_app using ((select organisation.for_privacy()));
