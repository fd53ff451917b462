-- A reader without an e-mail address gets in the first time by a letter: card number and the code in it lead to a one-time link, like that of a
-- mail. Of the code only a hash is kept; after five tries it opens nothing any more.
alter table patrons.reader_link add column code_hash text, add column tries smallint not null default 0;
alter table patrons.reader_link add column by_letter boolean not null generated always as (code_hash is not null) stored;
alter table patrons.reader_link add constraint reader_link_tries_check check (tries between 0 and 5);
select base.describe('patrons.reader_link', $$
  code_hash | pseudonym; identification; D7; row
  tries     | none
  by_letter | none
$$);
grant select (by_letter, tries) on patrons.reader_link to kaft_app;
