-- A reader takes note of the privacy statement by themselves (P7): the version that holds, read at their own page, and nothing else of
-- what was shown to them.

grant update (statement_version, statement_how, statement_shown_at, statement_by) on patrons.patron to kaft_reader;
grant insert (library_id, patron_id, version, how, shown_at, shown_by) on patrons.statement_shown to kaft_reader;
create policy reader_notes on patrons.statement_shown as restrictive for insert to kaft_reader
  with check (patron_id = (select organisation.reader_patron()) and how = 'online' and shown_by is null);
