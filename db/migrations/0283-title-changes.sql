-- Many descriptions changed at once by rules: selected, looked at, done in batches, and taken back as a whole.

create table cataloguing.title_change (
  change_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  name text not null,
  rules jsonb not null,
  selection jsonb not null,
  -- Whether who made it may change titles of every source.
  central boolean not null,
  state text not null check (state in ('looking', 'ready', 'running', 'done', 'reverting', 'reverted', 'stopped', 'failed')),
  titles integer not null default 0,
  handled integer not null default 0,
  fault text,
  made_at timestamptz not null,
  made_by bigint,
  beat_at timestamptz,
  finished_at timestamptz
);
create index title_change_library on cataloguing.title_change (library_id, change_id);
create index title_change_busy on cataloguing.title_change (library_id) where state in ('looking', 'running', 'reverting');
select base.describe('cataloguing.title_change', $$
  change_id   | none
  library_id  | none
  name        | none
  rules       | none
  rules.*     | none
  selection   | none
  selection.* | none
  central     | none
  state       | none
  titles      | none
  handled     | none
  fault       | none
  made_at     | none
  made_by     | staff; administration; Y10; null
  beat_at     | none
  finished_at | none
$$);

create table cataloguing.title_change_line (
  library_id bigint not null references organisation.library,
  change_id bigint not null references cataloguing.title_change on delete cascade,
  line_no integer not null,
  title_id bigint,
  -- What a file named that is no title here.
  number text,
  state text not null check (state in ('new', 'planned', 'same', 'refused', 'done', 'reverted', 'kept')),
  why text,
  -- The version that it replaced, and the record as it left it: with anything else, somebody changed it since.
  version_no integer,
  record_hash bytea,
  primary key (library_id, change_id, line_no)
);
create index title_change_line_change on cataloguing.title_change_line (change_id);
create index title_change_line_state on cataloguing.title_change_line (library_id, change_id, state, line_no);
select base.describe('cataloguing.title_change_line', $$
  library_id  | none
  change_id   | none
  line_no     | none
  title_id    | none
  number      | none
  state       | none
  why         | none
  version_no  | none
  record_hash | none
$$);

do $$
declare t text;
begin
  foreach t in array array['title_change', 'title_change_line'] loop
    execute format('alter table cataloguing.%I enable row level security', t);
    execute format('alter table cataloguing.%I force row level security', t);
    execute format('create policy owner on cataloguing.%I to kaft_owner using (true)', t);
    execute format('create policy own on cataloguing.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, update on cataloguing.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;
-- A change that a job does is somebody's all the same.
grant insert on cataloguing.title_edit to kaft_jobs;
