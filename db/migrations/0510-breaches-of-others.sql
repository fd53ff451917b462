-- A breach is searched for in the log of the library that it is of, also by the officer of all libraries: see db/code/36-rights.sql.
create policy finder on privacy.breach for select to kaft_finder using (true);
grant select (breach_id, library_id) on privacy.breach to kaft_finder;
