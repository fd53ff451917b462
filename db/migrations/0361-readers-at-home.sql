-- What a reader does by themselves goes through the use cases of the desk. So the role of readers reads what those decide by,
-- the rules and places of the libraries and the records of one person, and writes what belongs to that person.

grant usage on schema cataloguing, inventory, circulation, finance, messaging to kaft_reader;
grant select on organisation.opening_hours, organisation.exceptional_day, organisation.agreement, organisation.agreement_member, organisation.setting,
  cataloguing.title, inventory.item, circulation.item_status, circulation.terms, circulation.regulation, circulation.regulation_row,
  circulation.regulation_withdrawal, circulation.stay, cataloguing.title_merge to kaft_reader;
grant insert on circulation.terms to kaft_reader;
-- Public among libraries, to whoever is signed in.
do $$
declare t text;
begin
  foreach t in array array['organisation.agreement', 'organisation.agreement_member', 'circulation.regulation', 'circulation.regulation_row',
    'circulation.regulation_withdrawal'] loop
    execute format('create policy reader on %s for select to kaft_reader using ((select organisation.reader_library()) is not null)', t);
  end loop;
end $$;
create policy reader on organisation.setting for select to kaft_reader using (library_id = any ((select organisation.scope())::bigint[]));

-- Answers that a reader's command may get again.
alter table base.command add column reader_id bigint;
select base.describe('base.command', 'reader_id | pseudonym; functional; D30; row');
create policy reader on base.command to kaft_reader using (reader_id = (select organisation.reader_patron()));
grant select, insert on base.command to kaft_reader;

-- The records of the one person.
do $$
declare t text;
begin
  foreach t in array array['patrons.block', 'patrons.membership', 'patrons.address', 'patrons.online_registration', 'patrons.guardian_consent',
    'patrons.statement_shown', 'circulation.loan', 'circulation.hold', 'circulation.event_patron', 'finance.account',
    'privacy.restriction', 'messaging.message'] loop
    execute format('create policy reader on %s to kaft_reader using (patron_id = any ((select organisation.reader_ids())::bigint[]))', t);
    execute format('grant select on %s to kaft_reader', t);
  end loop;
end $$;
create policy reader on patrons.merge for select to kaft_reader using (kept_id = any ((select organisation.reader_ids())::bigint[]));
grant select on patrons.merge to kaft_reader;

-- What hangs on those.
create policy reader on circulation.hold_title to kaft_reader using (hold_id in (
  select h.hold_id from circulation.hold h where h.patron_id = any ((select organisation.reader_ids())::bigint[])));
create policy reader on circulation.ibl_request to kaft_reader using (hold_id in (
  select h.hold_id from circulation.hold h where h.patron_id = any ((select organisation.reader_ids())::bigint[])));
create policy reader on circulation.claim for select to kaft_reader using (loan_id in (
  select l.loan_id from circulation.loan l where l.patron_id = any ((select organisation.reader_ids())::bigint[])));
create policy reader on finance.entry for select to kaft_reader using (account_id in (
  select a.account_id from finance.account a where a.patron_id = any ((select organisation.reader_ids())::bigint[])));
create policy reader on finance.charge_about for select to kaft_reader using (entry_id in (
  select e.entry_id from finance.entry e join finance.account a on a.account_id = e.account_id
   where a.patron_id = any ((select organisation.reader_ids())::bigint[])));
create policy reader_does on finance.entry for insert to kaft_reader with check (account_id in (
  select a.account_id from finance.account a where a.patron_id = any ((select organisation.reader_ids())::bigint[])));
create policy reader_does on finance.charge_about for insert to kaft_reader with check (library_id = (select organisation.reader_library()));
grant select on circulation.hold_title, circulation.ibl_request, circulation.claim, finance.entry, finance.charge_about to kaft_reader;

-- What the desk did with them, and what they do themselves. An event names nobody; its tie does.
create policy reader_sees on circulation.event for select to kaft_reader using (event_id in (
  select t.event_id from circulation.event_patron t where t.patron_id = any ((select organisation.reader_ids())::bigint[])));
create policy reader_does on circulation.event for insert to kaft_reader with check (library_id = (select organisation.reader_library()));
grant select, insert on circulation.event to kaft_reader;
grant insert, update (erase_in) on circulation.event_patron to kaft_reader;

grant update (due_on, due_at, renewals, renewed_at, terms_id, trace, kept) on circulation.loan to kaft_reader;
grant insert, update (pickup_branch_id, suspended_until, expires_on, state, ready_at, ready_until, closed_at, closed_by, closed_because, ibl_until, ibl_cents)
  on circulation.hold to kaft_reader;
grant insert on circulation.hold_title to kaft_reader;
grant update (state) on circulation.ibl_request to kaft_reader;
grant usage on sequence circulation.hold_hold_id_seq to kaft_reader;
grant insert on finance.account, finance.entry, finance.charge_about to kaft_reader;

-- The day of an own loan, for everyone who looks for the item.
alter table circulation.item_status enable row level security;
create policy owner on circulation.item_status to kaft_owner using (true);
create policy others on circulation.item_status to kaft_app, kaft_jobs, kaft_finder, kaft_public using (true);
create policy reader_sees on circulation.item_status for select to kaft_reader using (true);
create policy reader_does on circulation.item_status for update to kaft_reader using (loan_id in (
  select l.loan_id from circulation.loan l where l.patron_id = any ((select organisation.reader_ids())::bigint[])));
grant update (due_on, due_at) on circulation.item_status to kaft_reader;

-- Two desks and a reader wait for each other by the row of the item; to lock it a role must be able to change something of it.
-- This is what nobody changes: the number of an item, and a reader cannot either.
create function inventory.numbers_stay() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the number of an item stays' using errcode = '42501';
end $$;
create trigger numbers_stay before update of item_id on inventory.item for each statement execute function inventory.numbers_stay();
grant update (item_id) on inventory.item to kaft_reader;
create function cataloguing.numbers_stay() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the number of a title stays' using errcode = '42501';
end $$;
create trigger numbers_stay before update of title_id on cataloguing.title for each statement execute function cataloguing.numbers_stay();
grant update (title_id) on cataloguing.title to kaft_reader;

-- Own contact data and choices; who somebody is changes at the desk.
grant update (email, phone, message_channel, language, keep_history, news, auto_renew, contact_checked_on, provenance, version) on patrons.patron to kaft_reader;

-- Who looked, as the patron may know it.
create policy reader_sees on privacy.access_log for select to kaft_reader using (patron_id = any ((select organisation.reader_ids())::bigint[]));
grant select (access_id, by_library_id, at, purpose, outcome, role, patron_id, reason, help_id) on privacy.access_log to kaft_reader;
create policy reader on organisation.help for select to kaft_reader using (help_id in (
  select l.help_id from privacy.access_log l where l.patron_id = any ((select organisation.reader_ids())::bigint[])));
grant select (help_id, ticket) on organisation.help to kaft_reader;

-- Statements of the desk name who booked something; no row of staff is a reader's, so to them that stays empty.
grant select (staff_id, name, initials, library_id) on organisation.staff to kaft_reader;
-- The account of a reader is there when their session begins.
grant usage on schema finance to kaft_finder;
grant select, insert on finance.account to kaft_finder;
create policy finder_makes on finance.account for insert to kaft_finder with check (true);
