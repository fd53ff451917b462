-- News of a library to its own members: campaigns by mail, and lists of addresses for its own communication. Both rest on
-- consent (WER XII.13; AVG art. 6(1)(a), 21(2)-(3)) and stand apart from what readers are told about their loans.

create table messaging.campaign (
  campaign_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  -- What staff call it, and what it is for.
  name text not null,
  purpose text not null,
  subject text not null,
  body text not null,
  -- Whom of those who want news it is for: types of membership, postcodes, ages. Never what somebody borrowed.
  audience jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'sending', 'sent', 'stopped')),
  version integer not null default 1,
  made_at timestamptz not null,
  made_by bigint,
  sent_at timestamptz,
  sent_by bigint,
  stopped_at timestamptz,
  -- How far the planning came, and to how many it goes.
  after_id bigint not null default 0,
  people integer not null default 0,
  check ((state = 'draft') = (sent_at is null))
);
create index campaign_library on messaging.campaign (library_id, campaign_id desc);
create index campaign_sending on messaging.campaign (library_id) where state = 'sending';
select base.describe('messaging.campaign', $$
  campaign_id | none
  library_id  | none
  name        | none
  purpose     | none
  subject     | none
  body        | none
  audience    | none
  audience.*  | none
  state       | none
  version     | none
  made_at     | none
  made_by     | staff; communication; Y2; row
  sent_at     | none
  sent_by     | staff; communication; Y2; row
  stopped_at  | none
  after_id    | none
  people      | none
$$);

-- A list of addresses that leaves the system for the library's own communication: who, what for, on which ground, until when.
create table messaging.address_list (
  list_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  purpose text not null,
  -- Names with e-mail, or names with post address; nothing else goes along.
  fields text not null check (fields in ('email', 'post')),
  audience jsonb not null,
  -- That the library itself is the controller of what it does with it was said by who made it.
  controller boolean not null check (controller),
  made_at timestamptz not null,
  made_by bigint,
  -- The last day on which the file may be fetched and used.
  until date not null,
  ended_at timestamptz,
  fetched integer not null default 0,
  people integer not null
);
create index address_list_library on messaging.address_list (library_id, list_id desc);
create index address_list_made on messaging.address_list (library_id, made_at);
select base.describe('messaging.address_list', $$
  list_id    | none
  library_id | none
  purpose    | none
  fields     | none
  audience   | none
  audience.* | none
  controller | none
  made_at    | none
  made_by    | staff; communication; Y2; row
  until      | none
  ended_at   | none
  fetched    | none
  people     | none
$$);

-- Who stood on it. The rows outlive the file: a reader may ask for two years which lists held them, and who objects has to be
-- taken out of those that are still in use.
create table messaging.address_list_row (
  row_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  list_id bigint not null references messaging.address_list on delete cascade,
  patron_id bigint not null
);
create index address_list_row_list on messaging.address_list_row (list_id, row_id);
create index address_list_row_patron on messaging.address_list_row (patron_id);
select base.describe('messaging.address_list_row', $$
  row_id     | none
  library_id | none
  list_id    | none
  patron_id  | pseudonym; communication; Y2; row
$$);

do $$
declare t text;
begin
  foreach t in array array['campaign', 'address_list', 'address_list_row'] loop
    execute format('alter table messaging.%I enable row level security', t);
    execute format('alter table messaging.%I force row level security', t);
    execute format('create policy owner on messaging.%I to kaft_owner using (true)', t);
    -- A library writes to its own members and to no partner's.
    execute format('create policy own on messaging.%I to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()))', t);
    execute format('create policy fusion on messaging.%I to kaft_jobs using (library_id = any ((select organisation.absorbed())::bigint[]))', t);
    execute format('grant select, insert on messaging.%I to kaft_app, kaft_jobs', t);
    execute format('grant delete on messaging.%I to kaft_jobs', t);
    execute format('grant update (library_id) on messaging.%I to kaft_jobs', t);
  end loop;
end $$;
-- The officer of all libraries has to know which lists held who was erased or put right (AVG art. 19).
create policy told on messaging.address_list for select to kaft_app using ((select organisation.for_privacy()));
create policy told on messaging.address_list_row for select to kaft_app using ((select organisation.for_privacy()));
create policy finder on messaging.campaign to kaft_finder using (true);
grant select on messaging.campaign to kaft_finder;
grant update (name, purpose, subject, body, audience, state, version, sent_at, sent_by, stopped_at) on messaging.campaign to kaft_app;
grant update (state, after_id, people) on messaging.campaign to kaft_jobs;
grant delete on messaging.campaign to kaft_app;
grant update (ended_at, fetched) on messaging.address_list to kaft_app;
grant update (patron_id) on messaging.address_list_row to kaft_app;

-- A mail of a campaign is a class of its own in the ledger of messages: by mail only, and dropped for who wants no news.
alter table messaging.message add column campaign_id bigint references messaging.campaign;
select base.describe('messaging.message', 'campaign_id | none');
create index message_campaign on messaging.message (campaign_id, state) where campaign_id is not null;
alter table messaging.message drop constraint message_kind_check;
alter table messaging.message add constraint message_kind_check check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder',
  'invoice', 'renewed', 'not_renewed', 'moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder', 'statement', 'breach', 'campaign'));
alter table messaging.message drop constraint message_about;
alter table messaging.message add constraint message_about check (title_id is not null
  or kind in ('moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder', 'statement', 'breach', 'campaign'));
alter table messaging.message drop constraint message_reason_check;
alter table messaging.message add constraint message_reason_check check (reason in ('undone', 'by_staff', 'collected', 'closed', 'returned', 'claimed',
  'due_moved', 'patron_gone', 'address_refused', 'no_answer', 'interrupted', 'restricted', 'no_news'));
alter table messaging.message add constraint message_campaign_check check ((kind = 'campaign') = (campaign_id is not null)
  and (kind <> 'campaign' or (channel = 'email' and title_id is null and loan_id is null and hold_id is null and cost_cents = 0)));

-- Whoever follows the link in a mail wants no news any more: see `patrons.stop_news`.
grant select (news, merged_into, provenance, version) on patrons.patron to kaft_finder;
grant update (news, provenance, version) on patrons.patron to kaft_finder;
