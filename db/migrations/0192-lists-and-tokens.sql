-- Lists of a shift that go on paper are lists of people like the others: whom to call, whom to drive to, who registered
-- on the internet. And which records have the rows of today's rules under which people are found by name.

alter table patrons.person_list drop constraint person_list_kind_check;
alter table patrons.person_list add constraint person_list_kind_check
  check (kind in ('ending', 'too_old', 'no_email', 'online', 'call', 'home_round'));

alter table patrons.patron
  -- The version of the rules by which its names were taken apart; older ones are taken apart anew by a job.
  add column names_version smallint not null default 0;
alter table patrons.patron alter names_version set default 1;
create index patron_names_old on patrons.patron (library_id, patron_id) where names_version < 1;
select base.describe('patrons.patron', 'names_version | none');
