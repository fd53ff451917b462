-- Lists of titles that a library shows to its readers: made by hand, or by what is new and what is lent most. No person in them.

create table cataloguing.title_list (
  list_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  name text not null,
  about text,
  kind text not null check (kind in ('hand', 'new', 'lent')),
  -- Of computed lists: over how many days, and by which tags the titles are narrowed, as `audience:youth`.
  days integer not null default 90 check (days between 1 and 400),
  tags text[] not null default '{}',
  -- How many titles at most.
  most integer not null default 20 check (most between 1 and 200),
  shown boolean not null,
  shown_from date,
  shown_until date,
  place integer not null default 0,
  -- What a change of it must name: with another one, somebody changed it meanwhile.
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  refreshed_at timestamptz,
  ended_at timestamptz
);
create index title_list_library on cataloguing.title_list (library_id, place, list_id);
create table cataloguing.title_list_entry (
  library_id bigint not null references organisation.library,
  list_id bigint not null references cataloguing.title_list on delete cascade,
  title_id bigint not null references cataloguing.title on delete cascade,
  place integer not null,
  note text,
  primary key (list_id, title_id)
);
create index title_list_entry_title on cataloguing.title_list_entry (title_id);
create index title_list_entry_library on cataloguing.title_list_entry (library_id);
select base.describe('cataloguing.title_list', $$
  list_id      | none
  library_id   | none
  name         | none
  about        | none
  kind         | none
  days         | none
  tags         | none
  most         | none
  shown        | none
  shown_from   | none
  shown_until  | none
  place        | none
  version      | none
  made_at      | none
  changed_at   | none
  refreshed_at | none
  ended_at     | none
$$);
select base.describe('cataloguing.title_list_entry', $$
  library_id | none
  list_id    | none
  title_id   | none
  place      | none
  note       | none
$$);

do $$
declare t text;
begin
  foreach t in array array['title_list', 'title_list_entry'] loop
    execute format('alter table cataloguing.%I enable row level security', t);
    execute format('alter table cataloguing.%I force row level security', t);
    execute format('create policy owner on cataloguing.%I to kaft_owner using (true)', t);
    execute format('create policy own on cataloguing.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, update, delete on cataloguing.%I to kaft_app, kaft_jobs', t);
    execute format('grant select on cataloguing.%I to kaft_public', t);
  end loop;
end $$;
-- What a library shows, anyone may read.
create policy shown on cataloguing.title_list for select to kaft_public using (shown and ended_at is null);
create policy shown on cataloguing.title_list_entry for select to kaft_public
  using (list_id in (select l.list_id from cataloguing.title_list l));
