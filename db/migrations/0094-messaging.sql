-- The ledger of messages: one row for each functional event that a reader is told of, by letter or e-mail. References
-- only; what a message says is made from them when it goes.

create schema messaging;
grant usage on schema messaging to kaft_app, kaft_jobs, kaft_finder;
grant create on schema messaging to kaft_finder;

create table messaging.message (
  message_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null,
  kind text not null check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder', 'invoice', 'renewed', 'not_renewed')),
  -- Which reminder: 1, 2, …; 0 where there is one only.
  step smallint not null default 0,
  hold_id bigint,
  loan_id bigint,
  title_id bigint not null,
  -- The due day, or the last day on which it lies ready: a message about another day is another message.
  about_on date,
  -- The desk event that caused it, by which undo finds it.
  event_id uuid,
  -- The branch that it comes from, where a letter is printed.
  branch_id bigint not null references organisation.branch,
  channel text not null check (channel in ('email', 'letter')),
  planned_at timestamptz not null,
  not_before timestamptz not null,
  state text not null check (state in ('planned', 'sent', 'withdrawn', 'dropped', 'failed')),
  reason text check (reason in ('undone', 'by_staff', 'collected', 'closed', 'returned', 'due_moved', 'patron_gone', 'address_refused',
    'no_answer', 'interrupted')),
  ended_at timestamptz,
  -- What went in one envelope, and where it went.
  delivery_id uuid,
  sent_to text,
  -- A mail that is under way: since when, and how often it was tried.
  claimed_at timestamptz,
  attempts smallint not null default 0,
  printed_by bigint,
  cost_cents integer not null default 0 check (cost_cents >= 0),
  charge_id bigint,
  -- What makes it this message: the same is never planned twice.
  once text not null,
  unique (library_id, once),
  check ((state = 'planned') = (ended_at is null))
);
create index message_waiting on messaging.message (library_id, not_before) where state = 'planned';
create index message_patron on messaging.message (patron_id, message_id desc);
create index message_loan on messaging.message (loan_id) where loan_id is not null;
create index message_event on messaging.message (event_id) where event_id is not null and state = 'planned';
create index message_failed on messaging.message (library_id, message_id) where state = 'failed';
create index message_ended on messaging.message (library_id, ended_at) where ended_at is not null;
select base.describe('messaging.message', $$
  message_id  | none
  library_id  | none
  patron_id   | pseudonym; communication; D90; row
  kind        | none
  step        | none
  hold_id     | pseudonym; communication; D90; row
  loan_id     | pseudonym; communication; D90; row
  title_id    | loan; communication; D90; row
  about_on    | loan; communication; D90; row
  event_id    | pseudonym; communication; D90; row
  branch_id   | none
  channel     | none
  planned_at  | loan; communication; D90; row
  not_before  | none
  state       | none
  reason      | none
  ended_at    | loan; communication; D90; row
  delivery_id | none
  sent_to     | contact; communication; D90; row
  claimed_at  | none
  attempts    | none
  printed_by  | staff; administration; D90; row
  cost_cents  | none
  charge_id   | none
  once        | pseudonym; communication; D90; row
$$);

-- How far the desk's events were read, over all libraries.
create table messaging.cursor (
  one boolean primary key default true check (one),
  position bigint not null
);
insert into messaging.cursor (position) select coalesce(max(position), 0) from circulation.event;
select base.describe('messaging.cursor', $$
  one      | none
  position | none
$$);

alter table messaging.message enable row level security;
alter table messaging.message force row level security;
create policy owner on messaging.message to kaft_owner using (true);
create policy finder on messaging.message to kaft_finder using (true);
create policy scope on messaging.message to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert, update on messaging.message to kaft_app;
grant select, insert, update, delete on messaging.message to kaft_jobs;
grant select on messaging.message to kaft_finder;
grant select, update on messaging.cursor to kaft_jobs;
grant select on organisation.opening_hours to kaft_jobs;
