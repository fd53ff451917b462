-- Readers use their rights by themselves (AVG art. 15-22): they begin a request, see the own ones, fetch what was made for them and
-- take one back. What they cannot: decide, say who they are, see a copy of an identity card or a note of staff.

grant select on privacy.controller, privacy.statement to kaft_reader;
create policy reader on privacy.statement for select to kaft_reader using (true);
create policy reader on privacy.controller for select to kaft_reader using (true);

create policy reader_sees on privacy.rights_case for select to kaft_reader using (patron_id = (select organisation.reader_patron()));
create policy reader_begins on privacy.rights_case for insert to kaft_reader
  with check (patron_id = (select organisation.reader_patron()) and library_id = (select organisation.reader_library())
    and source = 'portal' and identity_how = 'portal' and identity_by is null and made_by is null);
-- Taken back while nothing was decided, and in no other way.
create policy reader_withdraws on privacy.rights_case for update to kaft_reader
  using (patron_id = (select organisation.reader_patron()) and decision is null and closed_at is null)
  with check (patron_id = (select organisation.reader_patron()) and closed_how = 'withdrawn');
grant select (case_id, library_id, patron_id, kind, purposes, source, received_on, name, address, wants, changes, limits, objection, outcome_wished,
    identity_how, identity_at, identity_asked_on, extended_on, decision, carried_at, answered_at, closed_at, closed_how, version),
  insert (library_id, patron_id, kind, purposes, source, received_on, name, email, address, wants, changes, limits, objection, outcome_wished,
    identity_how, identity_at, identity_by, made_at, made_by),
  update (closed_at, closed_how, version) on privacy.rights_case to kaft_reader;

-- What hangs on the own requests.
do $$
declare t text;
begin
  foreach t in array array['case_item', 'case_notice', 'case_letter', 'case_task'] loop
    execute format('create policy reader_sees on privacy.%I for select to kaft_reader using (case_id in (
      select c.case_id from privacy.rights_case c where c.patron_id = (select organisation.reader_patron())))', t);
  end loop;
end $$;
create policy reader_sees on privacy.case_file for select to kaft_reader using (kind <> 'identity_copy' and case_id in (
  select c.case_id from privacy.rights_case c where c.patron_id = (select organisation.reader_patron())));
create policy reader_fetches on privacy.case_file for update to kaft_reader using (kind <> 'identity_copy' and case_id in (
  select c.case_id from privacy.rights_case c where c.patron_id = (select organisation.reader_patron())));
grant select (item_id, case_id, field, wish, did) on privacy.case_item to kaft_reader;
grant select (notice_id, case_id, recipient, why, told_at, impossible) on privacy.case_notice to kaft_reader;
grant select (letter_id, case_id, kind, subject, body, made_at) on privacy.case_letter to kaft_reader;
grant select (task_id, case_id, done_at) on privacy.case_task to kaft_reader;
grant select (file_id, case_id, kind, name, mime, cipher, until, fetched), update (fetched) on privacy.case_file to kaft_reader;

-- What comes with a request that begins, of one that is open.
create policy reader_begins on privacy.case_item for insert to kaft_reader with check (did is null and case_id in (
  select c.case_id from privacy.rights_case c where c.patron_id = (select organisation.reader_patron()) and c.decision is null and c.closed_at is null));
create policy reader_begins on privacy.case_letter for insert to kaft_reader with check (kind = 'received' and made_by is null and case_id in (
  select c.case_id from privacy.rights_case c where c.patron_id = (select organisation.reader_patron()) and c.decision is null and c.closed_at is null));
create policy reader_begins on privacy.case_task for insert to kaft_reader with check (kind in ('files', 'stop_news') and case_id in (
  select c.case_id from privacy.rights_case c where c.patron_id = (select organisation.reader_patron()) and c.decision is null and c.closed_at is null));
grant insert (library_id, case_id, field, wish) on privacy.case_item to kaft_reader;
grant insert (library_id, case_id, kind, subject, body, made_at, made_by) on privacy.case_letter to kaft_reader;
grant insert (library_id, case_id, kind, made_at) on privacy.case_task to kaft_reader;

-- An objection suspends at once, and who takes it back lets their data be used again; a limit that was asked for is the officer's.
create policy reader_objects on privacy.restriction as restrictive for insert to kaft_reader
  with check (library_id = (select organisation.reader_library()) and cause = 'objection' and set_by is null and case_id in (
    select c.case_id from privacy.rights_case c where c.patron_id = (select organisation.reader_patron()) and c.decision is null and c.closed_at is null));
create policy reader_lifts on privacy.restriction as restrictive for update to kaft_reader
  using (cause = 'objection') with check (told_by is null and lifted_by is null);
grant insert (library_id, patron_id, case_id, cause, purposes, from_at, set_by), update (told_at, told_by, lifted_at, lifted_by)
  on privacy.restriction to kaft_reader;

-- What keeps a record, as its reader may know it.
create policy reader on circulation.last_closed for select to kaft_reader using (patron_id = any ((select organisation.reader_ids())::bigint[]));
grant select on circulation.last_closed to kaft_reader;
