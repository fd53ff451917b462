-- Messages that the law itself asks for: a new version of the statement, and a breach that reached the reader.
alter table messaging.message drop constraint message_kind_check;
alter table messaging.message add constraint message_kind_check check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder',
  'invoice', 'renewed', 'not_renewed', 'moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder', 'statement', 'breach'));
alter table messaging.message drop constraint message_about;
alter table messaging.message add constraint message_about check (title_id is not null or kind in ('moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder', 'statement', 'breach'));
alter table messaging.message drop constraint message_reason_check;
alter table messaging.message add constraint message_reason_check check (reason in ('undone', 'by_staff', 'collected', 'closed', 'returned', 'claimed',
  'due_moved', 'patron_gone', 'address_refused', 'no_answer', 'interrupted', 'restricted'));
-- Which breach it tells of.
alter table messaging.message add column breach_id bigint;
select base.describe('messaging.message', 'breach_id | none');
create index message_breach on messaging.message (breach_id) where breach_id is not null;

-- A new version of the statement on its way to the members of one library, a thousand at a time.
create table privacy.announcement (
  announcement_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  version text not null references privacy.statement,
  -- Whether who has no e-mail gets a letter; else they are told at the desk.
  letters boolean not null,
  asked_at timestamptz not null,
  after_id bigint not null default 0,
  told integer not null default 0,
  done_at timestamptz,
  unique (library_id, version)
);
create index announcement_open on privacy.announcement (library_id) where done_at is null;
select base.describe('privacy.announcement', $$
  announcement_id | none
  library_id      | none
  version         | none
  letters         | none
  asked_at        | none
  after_id        | none
  told            | none
  done_at         | none
$$);
alter table privacy.announcement enable row level security;
alter table privacy.announcement force row level security;
create policy owner on privacy.announcement to kaft_owner using (true);
create policy finder on privacy.announcement to kaft_finder using (true);
create policy own on privacy.announcement to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()) or (select organisation.for_privacy()));
grant select, insert on privacy.announcement to kaft_app;
grant select, update on privacy.announcement to kaft_jobs;
grant select on privacy.announcement to kaft_finder;
