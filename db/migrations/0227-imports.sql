-- Imports that staff steer: by which rules, how far, what could not be taken, what each record became, and the way back.

create table cataloguing.import_profile (
  profile_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  name text not null,
  rules jsonb not null,
  -- Whether whoever saved it may give titles of any source another description: the consortium, or the only library here.
  central boolean not null,
  changed_at timestamptz not null,
  changed_by bigint,
  -- What was last taken of its feed: the moment of a repository, or the names of the files of a folder.
  fed_at timestamptz,
  fed jsonb not null default '{}',
  ended_at timestamptz,
  unique (library_id, name)
);
select base.describe('cataloguing.import_profile', $$
  profile_id | none
  library_id | none
  name       | none
  rules      | none
  rules.*    | none
  central    | none
  changed_at | none
  changed_by | staff; administration; Y10; null
  fed_at     | none
  fed        | none
  fed.*      | none
  ended_at   | none
$$);

create table cataloguing.import (
  import_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  profile_id bigint not null references cataloguing.import_profile,
  -- The rules as they were when it began: a profile that is changed later changes no import.
  rules jsonb not null,
  central boolean not null,
  name text not null,
  bytes bigint not null,
  parts integer not null default 0,
  whole boolean not null default false,
  state text not null check (state in ('open', 'checking', 'checked', 'loading', 'loaded', 'reverting', 'reverted', 'stopped', 'failed')),
  read_bytes bigint not null default 0,
  counts jsonb not null default '{}',
  problems integer not null default 0,
  fault text,
  beat_at timestamptz,
  made_at timestamptz not null,
  made_by bigint,
  started_at timestamptz,
  finished_at timestamptz,
  reverted_at timestamptz,
  reverted_by bigint
);
create index import_library on cataloguing.import (library_id, import_id);
create index import_profile_id on cataloguing.import (profile_id);
create index import_open on cataloguing.import (library_id) where state in ('checking', 'loading', 'reverting');
select base.describe('cataloguing.import', $$
  import_id   | none
  library_id  | none
  profile_id  | none
  rules       | none
  rules.*     | none
  central     | none
  name        | none
  bytes       | none
  parts       | none
  whole       | none
  state       | none
  read_bytes  | none
  counts      | none
  counts.*    | none
  problems    | none
  fault       | none
  beat_at     | none
  made_at     | none
  made_by     | staff; administration; Y10; null
  started_at  | none
  finished_at | none
  reverted_at | none
  reverted_by | staff; administration; Y10; null
$$);

-- The bytes of the file, packed; they go when the import is done.
create table cataloguing.import_part (
  library_id bigint not null references organisation.library,
  import_id bigint not null references cataloguing.import on delete cascade,
  part_no integer not null,
  bytes bytea not null,
  primary key (library_id, import_id, part_no)
);
alter table cataloguing.import_part alter column bytes set storage external;
create index import_part_import on cataloguing.import_part (import_id);
select base.describe('cataloguing.import_part', $$
  library_id | none
  import_id  | none
  part_no    | none
  bytes      | none
$$);

-- Records and items that were not taken, by their place in the file; and what the way back could not undo.
create table cataloguing.import_problem (
  problem_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  import_id bigint not null references cataloguing.import on delete cascade,
  position bigint,
  record_no integer,
  reason text not null,
  detail text not null,
  title_id bigint
);
create index import_problem_import on cataloguing.import_problem (library_id, import_id, problem_id);
create index import_problem_of on cataloguing.import_problem (import_id);
select base.describe('cataloguing.import_problem', $$
  problem_id | none
  library_id | none
  import_id  | none
  position   | none
  record_no  | none
  reason     | none
  detail     | none
  title_id   | none
$$);

-- What the import made of each title and item: what is made goes with it, what is changed gets its former version back.
create table cataloguing.import_change (
  library_id bigint not null references organisation.library,
  import_id bigint not null references cataloguing.import on delete cascade,
  title_id bigint not null,
  made boolean not null,
  -- The version that it replaced; null where the title was new.
  version_no integer,
  -- As the import left it: with anything else, somebody changed it since.
  record_hash bytea not null,
  primary key (library_id, import_id, title_id)
);
create index import_change_import on cataloguing.import_change (import_id);
create table cataloguing.import_item (
  library_id bigint not null references organisation.library,
  import_id bigint not null references cataloguing.import on delete cascade,
  item_id bigint not null,
  primary key (library_id, import_id, item_id)
);
create index import_item_import on cataloguing.import_item (import_id);
select base.describe('cataloguing.import_change', $$
  library_id  | none
  import_id   | none
  title_id    | none
  made        | none
  version_no  | none
  record_hash | none
$$);
select base.describe('cataloguing.import_item', $$
  library_id | none
  import_id  | none
  item_id    | none
$$);

do $$
declare t text;
begin
  foreach t in array array['import_profile', 'import', 'import_part', 'import_problem', 'import_change', 'import_item'] loop
    execute format('alter table cataloguing.%I enable row level security', t);
    execute format('alter table cataloguing.%I force row level security', t);
    execute format('create policy owner on cataloguing.%I to kaft_owner using (true)', t);
    execute format('create policy own on cataloguing.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, update, delete on cataloguing.%I to kaft_jobs', t);
  end loop;
end $$;
grant select, insert, update on cataloguing.import_profile, cataloguing.import to kaft_app;
grant select, insert, update, delete on cataloguing.import_part to kaft_app;
grant select on cataloguing.import_problem, cataloguing.import_change, cataloguing.import_item to kaft_app;
