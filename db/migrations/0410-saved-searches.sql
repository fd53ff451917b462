-- Searches that staff keep, for themselves or for their library, and who follows which: what came or changed since they last looked.

create table cataloguing.saved_search (
  search_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  -- Whose it is. Nobody's where whoever shared it left: then it stays with the library.
  staff_id bigint,
  name text not null,
  -- What it asks, by the names of `searchTitles`.
  asks jsonb not null,
  shared boolean not null,
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  check (staff_id is not null or shared)
);
create index saved_search_library on cataloguing.saved_search (library_id, search_id);
create index saved_search_staff on cataloguing.saved_search (staff_id, search_id) where staff_id is not null;
select base.describe('cataloguing.saved_search', $$
  search_id      | none
  library_id     | none
  staff_id       | staff; administration; employment; null
  name           | none
  asks           | none
  asks.q         | none
  asks.where     | none
  asks.branch    | none
  asks.available | none
  asks.material  | none
  asks.language  | none
  asks.audience  | none
  asks.genre     | none
  asks.author    | none
  asks.subject   | none
  asks.series    | none
  asks.decade    | none
  asks.names     | none
  asks.sort      | none
  shared         | none
  version        | none
  made_at        | none
  changed_at     | none
  ended_at       | none
$$);

create table cataloguing.search_follow (
  search_id bigint not null references cataloguing.saved_search on delete cascade,
  staff_id bigint not null,
  library_id bigint not null references organisation.library,
  -- Up to when they looked, and the last title that there was then: titles are numbered as they come.
  looked_at timestamptz not null,
  newest bigint not null,
  -- Where the news goes by mail in the evening; null for who looks on the screen.
  mail_to text,
  -- Up to when the news went by mail, and the last title that there was then: a mail tells nothing twice.
  mailed_at timestamptz,
  mailed_newest bigint,
  -- The address will not take mail, ever: nothing goes there until another is given.
  mail_refused boolean not null default false,
  primary key (library_id, search_id, staff_id)
);
create index search_follow_staff on cataloguing.search_follow (staff_id, search_id);
create index search_follow_search on cataloguing.search_follow (search_id);
select base.describe('cataloguing.search_follow', $$
  search_id     | none
  staff_id      | staff; administration; employment; row
  library_id    | none
  looked_at     | staff; administration; employment; row
  newest        | none
  mail_to       | staff; administration; employment; row
  mailed_at     | none
  mailed_newest | none
  mail_refused  | none
$$);

do $$
declare t text;
begin
  foreach t in array array['saved_search', 'search_follow'] loop
    execute format('alter table cataloguing.%I enable row level security', t);
    execute format('alter table cataloguing.%I force row level security', t);
    execute format('create policy owner on cataloguing.%I to kaft_owner using (true)', t);
    execute format('create policy own on cataloguing.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    -- Accounts that come over with a library that becomes part of another keep what they saved.
    execute format('create policy fusion on cataloguing.%I to kaft_jobs
      using (library_id = any ((select organisation.absorbed())::bigint[]))', t);
    execute format('grant select, insert, update, delete on cataloguing.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;
