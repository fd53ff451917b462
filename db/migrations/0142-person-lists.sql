-- Lists of people: made for a purpose that somebody states, kept for a few days, and gone by themselves.
create table patrons.person_list (
  list_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  kind text not null check (kind in ('ending', 'too_old', 'no_email')),
  purpose text not null,
  made_at timestamptz not null,
  made_by bigint,
  -- The last day; it goes in the night after it.
  until date not null
);
create index person_list_until on patrons.person_list (library_id, until);
select base.describe('patrons.person_list', $$
  list_id    | none
  library_id | none
  kind       | none
  purpose    | none
  made_at    | none
  made_by    | staff; administration; until; row
  until      | none
$$);
create table patrons.person_list_row (
  library_id bigint not null references organisation.library,
  list_id bigint not null references patrons.person_list on delete cascade,
  place integer not null,
  patron_id bigint not null references patrons.patron on delete cascade,
  primary key (library_id, list_id, place)
);
create index person_list_row_list on patrons.person_list_row (list_id);
create index person_list_row_patron on patrons.person_list_row (patron_id);
select base.describe('patrons.person_list_row', $$
  library_id | none
  list_id    | none
  place      | none
  patron_id  | pseudonym; administration; until; row
$$);
do $$
declare t text;
begin
  foreach t in array array['person_list', 'person_list_row'] loop
    execute format('alter table patrons.%I enable row level security', t);
    execute format('alter table patrons.%I force row level security', t);
    execute format('create policy owner on patrons.%I to kaft_owner using (true)', t);
    execute format('create policy finder on patrons.%I to kaft_finder using (true)', t);
    -- A list is of the library that made it: a partner sees the patrons, not the list.
    execute format('create policy own on patrons.%I to kaft_app, kaft_jobs using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, delete on patrons.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;
