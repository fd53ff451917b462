-- Registering on the internet: the door of a library's website, requests whose e-mail address is not confirmed yet, and
-- patrons who have not been to the desk yet.

-- The website of a library, which knocks with a key. The key itself stands nowhere: with the server's pepper in it, it is
-- the secret of one long session, which opens the operations of a website and nothing else.
create table organisation.website (
  -- The account under which it acts; what it does bears its name.
  website_id bigint primary key references organisation.staff,
  library_id bigint not null references organisation.library,
  -- Where its readers are sent to, and whose name their messages bear.
  branch_id bigint not null references organisation.branch,
  made_at timestamptz not null,
  -- The last day of its key; a new one is made before that.
  key_until date not null
);
create index website_library on organisation.website (library_id);
select base.describe('organisation.website', $$
  website_id | none
  library_id | none
  branch_id  | none
  made_at    | none
  key_until  | none
$$);
alter table organisation.website enable row level security;
alter table organisation.website force row level security;
create policy owner on organisation.website to kaft_owner using (true);
create policy finder on organisation.website to kaft_finder using (true);
create policy scope on organisation.website to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()));
grant select, insert, update on organisation.website to kaft_app;
grant select on organisation.website to kaft_jobs, kaft_finder;

-- A form that somebody sent, until the code of the mail comes back. The code is made of the reference with a key of the
-- server, so that it stands in the mail and nowhere here. Whether the person is known anywhere is never asked.
create table patrons.online_request (
  request_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  branch_id bigint not null references organisation.branch,
  reference uuid not null,
  -- Gone once the patron was made of it.
  form jsonb,
  email_folded text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- Codes that did not fit; after a few nothing fits any more.
  tries smallint not null default 0,
  -- What was answered when it was confirmed, for who follows the link a second time.
  visit_until date,
  may_hold boolean,
  unique (library_id, reference)
);
create index online_request_expires on patrons.online_request (library_id, expires_at);
create index online_request_email on patrons.online_request (library_id, email_folded) where email_folded is not null;
select base.describe('patrons.online_request', $$
  request_id   | none
  library_id   | none
  branch_id    | none
  reference    | pseudonym; identification; D7; row
  form         | identity; identification; D7; row
  form.*       | identity; identification; D7; row
  email_folded | contact; identification; D7; row
  made_at      | none
  expires_at   | none
  tries        | none
  visit_until  | none
  may_hold     | none
$$);

-- Who registered on the internet and was not seen at the desk yet. The row goes when they are; when the day passes
-- without that, they go.
create table patrons.online_registration (
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  confirmed_at timestamptz not null,
  remind_on date not null,
  visit_until date not null,
  may_hold boolean not null,
  primary key (library_id, patron_id)
);
create index online_registration_patron on patrons.online_registration (patron_id);
create index online_registration_visit on patrons.online_registration (library_id, visit_until);
select base.describe('patrons.online_registration', $$
  library_id   | none
  patron_id    | pseudonym; identification; P54; row
  confirmed_at | library; administration; P54; row
  remind_on    | library; administration; P54; row
  visit_until  | library; administration; P54; row
  may_hold     | library; functional; P54; row
$$);

do $$
declare t text;
begin
  foreach t in array array['online_request', 'online_registration'] loop
    execute format('alter table patrons.%I enable row level security', t);
    execute format('alter table patrons.%I force row level security', t);
    execute format('create policy owner on patrons.%I to kaft_owner using (true)', t);
    execute format('create policy finder on patrons.%I to kaft_finder using (true)', t);
  end loop;
end $$;
-- A request is of the library that it was sent to; a partner sees the patron, and that they were not seen yet.
create policy own on patrons.online_request to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()));
create policy scope on patrons.online_registration to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert, update on patrons.online_request to kaft_app;
grant select, delete on patrons.online_request to kaft_jobs;
grant select, insert, update, delete on patrons.online_registration to kaft_app;
grant select, delete on patrons.online_registration to kaft_jobs;

-- How the statement was shown, who blocked, and how a parent agreed: on the internet.
alter table patrons.patron drop constraint patron_statement_how_check;
alter table patrons.patron add constraint patron_statement_how_check check (statement_how in ('screen', 'paper', 'message', 'online'));
alter table patrons.block drop constraint block_cause_check;
alter table patrons.block add constraint block_cause_check check (cause in ('hand', 'suspension', 'not_identified'));
alter table patrons.guardian_consent drop constraint guardian_consent_consent_check;
alter table patrons.guardian_consent add constraint guardian_consent_consent_check check (consent in ('paper', 'desk', 'online'));

-- The code is told to somebody who is no patron yet; the reminder to one who is.
alter table messaging.message
  alter column patron_id drop not null,
  add column request_id bigint;
create index message_request on messaging.message (request_id) where request_id is not null;
select base.describe('messaging.message', 'request_id | pseudonym; communication; D90; row');
alter table messaging.message drop constraint message_kind_check;
alter table messaging.message add constraint message_kind_check check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder',
  'invoice', 'renewed', 'not_renewed', 'moved_in', 'cooperation', 'online_confirm', 'online_reminder'));
alter table messaging.message drop constraint message_about;
alter table messaging.message add constraint message_about check (title_id is not null or kind in ('moved_in', 'cooperation', 'online_confirm', 'online_reminder'));
alter table messaging.message add constraint message_to check ((patron_id is null) = (kind = 'online_confirm') and (request_id is null) = (kind <> 'online_confirm'));
