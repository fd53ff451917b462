-- What a session of a reader looks at: the own record, the record of the same person at a library that shares patrons with theirs, or
-- a child of whom the library wrote down that this reader is parent or guardian, while it is younger than the age that the library sets.
-- The session stays that of who signed in; whom it shows is asked anew in each statement, so that a tie that goes ends it at once.

alter table patrons.reader_session add column shows_id bigint references patrons.patron on delete set null;
create index reader_session_shows on patrons.reader_session (shows_id) where shows_id is not null;
select base.describe('patrons.reader_session', 'shows_id | pseudonym; identification; D7; row');

-- What these answer is written in db/code.
create function organisation.reader_owner() returns bigint language sql stable as $$ select null::bigint $$;
create function organisation.reader_guards() returns boolean language sql stable as $$ select true $$;
grant select on patrons.family_link to kaft_finder;
grant select (membership_type) on patrons.patron to kaft_finder;
create policy finder on patrons.family_link for select to kaft_finder using (true);

-- The own session stays in sight while it shows somebody else.
create policy reader_own on patrons.reader_session to kaft_reader using (patron_id = (select organisation.reader_owner()));

-- Of a child a parent sees what is at home, reserved and owed, and renews; what the child chose, asked, was written and had before is the
-- child's own.
create policy reader_not_guarding on privacy.rights_case as restrictive to kaft_reader using (not (select organisation.reader_guards()));
create policy reader_not_guarding on privacy.access_log as restrictive for select to kaft_reader using (not (select organisation.reader_guards()));
create policy reader_not_guarding on messaging.message as restrictive for select to kaft_reader using (not (select organisation.reader_guards()));
create policy reader_not_guarding on patrons.statement_shown as restrictive to kaft_reader using (not (select organisation.reader_guards()));
create policy reader_not_guarding on patrons.address as restrictive to kaft_reader using (not (select organisation.reader_guards()));
create policy reader_not_guarding on patrons.patron as restrictive for update to kaft_reader using (true)
  with check (not (select organisation.reader_guards()));
create policy reader_not_guarding on circulation.hold as restrictive for insert to kaft_reader with check (not (select organisation.reader_guards()));
create policy reader_not_guarding_changes on circulation.hold as restrictive for update to kaft_reader using (true)
  with check (not (select organisation.reader_guards()));
create policy reader_not_guarding on circulation.loan as restrictive for select to kaft_reader
  using (returned_at is null or not (select organisation.reader_guards()));
