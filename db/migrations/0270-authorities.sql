-- Headings and the records that keep them: who or what is meant, under which name it is filed, and which names lead there.

create table cataloguing.authority (
  authority_id bigint generated always as identity primary key,
  source text not null,
  control_number text not null,
  kind text not null check (kind in ('person', 'body', 'meeting', 'title', 'event', 'period', 'topic', 'place', 'genre', 'medium')),
  heading text not null,
  norm text not null,
  record bytea not null,
  record_hash bytea not null,
  -- The words of all its names, so that it is found by any of them.
  document tsvector not null,
  state text not null default 'in_use' check (state in ('in_use', 'merged')),
  merged_into bigint references cataloguing.authority,
  changed_at timestamptz not null,
  unique (source, control_number),
  check ((state = 'merged') = (merged_into is not null))
);
alter table cataloguing.authority alter column record set storage external;
create index authority_words on cataloguing.authority using gin (document) where state = 'in_use';
create index authority_merged on cataloguing.authority (merged_into) where merged_into is not null;
select base.describe('cataloguing.authority', $$
  authority_id   | none
  source         | none
  control_number | none
  kind           | none
  heading        | none
  norm           | none
  record         | none
  record_hash    | none
  document       | none
  state          | none
  merged_into    | none
  changed_at     | none
$$);

-- Every name of a record that is in use: its heading, those that lead to it (4XX), those beside it (5XX). `key` is the
-- name as people type it, its words in the order of the alphabet: "Willem Elsschot" is "Elsschot, Willem".
create table cataloguing.authority_name (
  authority_id bigint not null references cataloguing.authority on delete cascade,
  place integer not null,
  role text not null check (role in ('heading', 'see', 'also')),
  relation text not null,
  kind text not null,
  text text not null,
  norm text collate "C" not null,
  key text collate "C" not null,
  primary key (authority_id, place)
);
create index authority_name_norm on cataloguing.authority_name (norm, kind);
create index authority_name_key on cataloguing.authority_name (key, kind);
select base.describe('cataloguing.authority_name', $$
  authority_id | none
  place        | none
  role         | none
  relation     | none
  kind         | none
  text         | none
  norm         | none
  key          | none
$$);

-- Numbers by which a description may point to a record in $0; a record that was merged gives its own to the one that stays.
create table cataloguing.authority_number (
  number text collate "C" not null,
  authority_id bigint not null references cataloguing.authority on delete cascade,
  primary key (number, authority_id)
);
create index authority_number_of on cataloguing.authority_number (authority_id);
select base.describe('cataloguing.authority_number', $$
  number       | none
  authority_id | none
$$);

create table cataloguing.authority_version (
  authority_id bigint not null references cataloguing.authority on delete cascade,
  version_no integer not null,
  record bytea not null,
  record_hash bytea not null,
  replaced_at timestamptz not null,
  replaced_for bigint references organisation.library,
  import_id bigint,
  why text,
  primary key (authority_id, version_no)
);
alter table cataloguing.authority_version alter column record set storage external;
select base.describe('cataloguing.authority_version', $$
  authority_id | none
  version_no   | none
  record       | none
  record_hash  | none
  replaced_at  | none
  replaced_for | none
  import_id    | none
  why          | none
$$);

-- Who it was that changed a record by hand: told within their own library.
create table cataloguing.authority_edit (
  library_id bigint not null references organisation.library,
  authority_id bigint not null,
  version_no integer not null,
  staff_id bigint,
  primary key (library_id, authority_id, version_no),
  foreign key (authority_id, version_no) references cataloguing.authority_version on delete cascade
);
create index authority_edit_version on cataloguing.authority_edit (authority_id, version_no);
select base.describe('cataloguing.authority_edit', $$
  library_id   | none
  authority_id | none
  version_no   | none
  staff_id     | staff; administration; Y10; null
$$);

-- Two records that look alike and are not the same: nobody is asked again.
create table cataloguing.authority_apart (
  one_id bigint not null references cataloguing.authority on delete cascade,
  other_id bigint not null references cataloguing.authority on delete cascade,
  said_at timestamptz not null,
  primary key (one_id, other_id),
  check (one_id < other_id)
);
create index authority_apart_other on cataloguing.authority_apart (other_id);
select base.describe('cataloguing.authority_apart', $$
  one_id   | none
  other_id | none
  said_at  | none
$$);

-- Each heading that titles have, once as it is written, with the record that keeps it. A record that is taken in or changed links
-- headings, and not the titles that have them.
create table cataloguing.heading (
  heading_id bigint generated always as identity primary key,
  kind text not null,
  norm text collate "C" not null,
  -- $0 as the titles have it; empty where they have none.
  number text collate "C" not null default '',
  text text collate "C" not null,
  -- Text and norm without subdivisions, where it has some.
  main text collate "C",
  base text collate "C",
  key text collate "C" not null,
  titles integer not null default 0,
  -- By it the most used come first; it moves seldom, so that counting does not write an index each time.
  often smallint not null generated always as (case when titles < 1 then -1 else floor(ln(titles) / ln(2)) end) stored,
  authority_id bigint references cataloguing.authority,
  unique (text, kind, number)
) with (fillfactor = 85);
create index heading_norm on cataloguing.heading (norm);
create index heading_number on cataloguing.heading (number) where number <> '';
create index heading_base on cataloguing.heading (base) where base is not null;
create index heading_authority on cataloguing.heading (authority_id) where authority_id is not null;
create index heading_unlinked on cataloguing.heading (often desc, heading_id) where authority_id is null;
select base.describe('cataloguing.heading', $$
  heading_id   | none
  kind         | none
  norm         | none
  number       | none
  text         | none
  main         | none
  base         | none
  key          | none
  titles       | none
  often        | none
  authority_id | none
$$);

-- The headings of a title, in order; a title without any has an empty list, so that it is known to be done.
create table cataloguing.title_heading (
  title_id bigint primary key references cataloguing.title on delete cascade,
  headings bigint[] not null
);
create index title_heading_of on cataloguing.title_heading using gin (headings);
select base.describe('cataloguing.title_heading', $$
  title_id | none
  headings | none
$$);

-- How many titles have each heading, as the lists of titles change: whoever writes or deletes them need not count.
create function cataloguing.count_headings() returns trigger
language plpgsql set search_path = '' as $$
declare
  ids bigint[];
  steps integer[];
begin
  if tg_op = 'INSERT' then
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select h.id as heading_id, count(*)::integer as step from fresh f, unnest(f.headings) as h(id) group by h.id) c;
  elsif tg_op = 'DELETE' then
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select h.id as heading_id, -count(*)::integer as step from former f, unnest(f.headings) as h(id) group by h.id) c;
  else
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select x.id as heading_id, sum(x.step)::integer as step
              from (select h.id, 1 as step from fresh f, unnest(f.headings) as h(id)
                    union all select h.id, -1 from former f, unnest(f.headings) as h(id)) x
             group by x.id having sum(x.step) <> 0) c;
  end if;
  -- In the order of the headings, so that two who write titles never wait for each other in a ring.
  perform from cataloguing.heading h where h.heading_id = any (ids) order by h.heading_id for no key update;
  update cataloguing.heading h set titles = greatest(0, h.titles + s.step)
    from unnest(ids, steps) as s(heading_id, step) where h.heading_id = s.heading_id;
  return null;
end $$;
create trigger count_fresh after insert on cataloguing.title_heading
  referencing new table as fresh for each statement execute function cataloguing.count_headings();
create trigger count_former after delete on cataloguing.title_heading
  referencing old table as former for each statement execute function cataloguing.count_headings();
create trigger count_changed after update on cataloguing.title_heading
  referencing old table as former new table as fresh for each statement execute function cataloguing.count_headings();

-- A title that is taken out of use has no headings any more.
create function cataloguing.drop_headings() returns trigger
language plpgsql set search_path = '' as $$
begin
  delete from cataloguing.title_heading h where h.title_id = new.title_id;
  return null;
end $$;
create trigger drop_headings after update of state on cataloguing.title
  for each row when (new.state <> 'in_use') execute function cataloguing.drop_headings();

-- A heading that was changed, or records that became one, carried through to the titles: in stretches, with a way back.
create table cataloguing.authority_run (
  run_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  kind text not null check (kind in ('heading', 'merge')),
  authority_id bigint not null references cataloguing.authority,
  -- Of a merge: the record that went up in the other.
  absorbed_id bigint references cataloguing.authority,
  central boolean not null,
  state text not null check (state in ('working', 'done', 'stopped', 'failed', 'reverting', 'reverted')),
  -- What the record that stays was before a merge, and is after it: with anything else, somebody changed it since.
  version_no integer,
  record_hash bytea,
  was text not null,
  now text not null,
  beat_at timestamptz,
  fault text,
  made_at timestamptz not null,
  made_by bigint,
  finished_at timestamptz,
  reverted_at timestamptz
);
create index authority_run_library on cataloguing.authority_run (library_id, run_id);
create index authority_run_of on cataloguing.authority_run (authority_id);
create index authority_run_absorbed on cataloguing.authority_run (absorbed_id) where absorbed_id is not null;
create index authority_run_open on cataloguing.authority_run (library_id) where state in ('working', 'reverting');
select base.describe('cataloguing.authority_run', $$
  run_id       | none
  library_id   | none
  kind         | none
  authority_id | none
  absorbed_id  | none
  central      | none
  state        | none
  version_no   | none
  record_hash  | none
  was          | none
  now          | none
  beat_at      | none
  fault        | none
  made_at      | none
  made_by      | staff; administration; Y10; null
  finished_at  | none
  reverted_at  | none
$$);

create table cataloguing.authority_run_title (
  library_id bigint not null references organisation.library,
  run_id bigint not null references cataloguing.authority_run on delete cascade,
  title_id bigint not null,
  state text not null check (state in ('waiting', 'done', 'kept', 'reverted')),
  -- Why it was left as it is.
  reason text,
  version_no integer,
  record_hash bytea,
  primary key (library_id, run_id, title_id)
);
create index authority_run_title_state on cataloguing.authority_run_title (run_id, state, title_id);
select base.describe('cataloguing.authority_run_title', $$
  library_id  | none
  run_id      | none
  title_id    | none
  state       | none
  reason      | none
  version_no  | none
  record_hash | none
$$);

-- What an import made of each authority record, as for titles.
create table cataloguing.import_authority (
  library_id bigint not null references organisation.library,
  import_id bigint not null references cataloguing.import on delete cascade,
  authority_id bigint not null,
  made boolean not null,
  version_no integer,
  record_hash bytea not null,
  primary key (library_id, import_id, authority_id)
);
create index import_authority_import on cataloguing.import_authority (import_id);
select base.describe('cataloguing.import_authority', $$
  library_id   | none
  import_id    | none
  authority_id | none
  made         | none
  version_no   | none
  record_hash  | none
$$);

do $$
declare t text;
begin
  foreach t in array array['authority_edit', 'authority_run', 'authority_run_title', 'import_authority'] loop
    execute format('alter table cataloguing.%I enable row level security', t);
    execute format('alter table cataloguing.%I force row level security', t);
    execute format('create policy owner on cataloguing.%I to kaft_owner using (true)', t);
    execute format('create policy own on cataloguing.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, update, delete on cataloguing.%I to kaft_jobs', t);
  end loop;
end $$;
grant select, insert on cataloguing.authority_edit to kaft_app;
grant select, insert, update on cataloguing.authority_run to kaft_app;
grant select, insert on cataloguing.authority_run_title to kaft_app;
grant select on cataloguing.import_authority to kaft_app;
grant select, insert, update, delete on cataloguing.authority, cataloguing.authority_name, cataloguing.authority_number, cataloguing.authority_version,
  cataloguing.heading, cataloguing.title_heading to kaft_app, kaft_jobs;
grant maintain on cataloguing.authority, cataloguing.authority_name, cataloguing.heading, cataloguing.title_heading to kaft_jobs;
grant select, insert, delete on cataloguing.authority_apart to kaft_app;
grant select on cataloguing.authority_apart to kaft_jobs;
grant select on cataloguing.authority, cataloguing.authority_name to kaft_public;
