-- Holdings records changed by hand: what they were before each change, who changed them, and those that somebody took out.

create table cataloguing.holding_version (
  holding_id bigint not null references cataloguing.holding on delete cascade,
  version_no integer not null,
  record bytea not null,
  -- When it was replaced, and for which library; by an import where that is named.
  replaced_at timestamptz not null,
  replaced_for bigint references organisation.library,
  import_id bigint,
  why text,
  primary key (holding_id, version_no)
);
select base.describe('cataloguing.holding_version', $$
  holding_id   | none
  version_no   | none
  record       | none
  replaced_at  | none
  replaced_for | none
  import_id    | none
  why          | none
$$);
grant select, insert, delete on cataloguing.holding_version to kaft_app, kaft_jobs;

-- Who it was, told within their own library.
create table cataloguing.holding_edit (
  library_id bigint not null references organisation.library,
  holding_id bigint not null,
  version_no integer not null,
  staff_id bigint,
  primary key (library_id, holding_id, version_no),
  foreign key (holding_id, version_no) references cataloguing.holding_version on delete cascade
);
create index holding_edit_version on cataloguing.holding_edit (holding_id, version_no);
select base.describe('cataloguing.holding_edit', $$
  library_id | none
  holding_id | none
  version_no | none
  staff_id   | staff; administration; Y10; null
$$);

-- Holdings records that somebody took out, as they were: what the way back needs.
create table cataloguing.holding_removed (
  library_id bigint not null references organisation.library,
  removed_id uuid not null,
  title_id bigint not null,
  source text not null,
  control_number text not null,
  embedded boolean not null,
  record bytea not null,
  removed_at timestamptz not null,
  primary key (library_id, removed_id)
);
select base.describe('cataloguing.holding_removed', $$
  library_id     | none
  removed_id     | none
  title_id       | none
  source         | none
  control_number | none
  embedded       | none
  record         | none
  removed_at     | none
$$);

do $$
declare t text;
begin
  foreach t in array array['holding_edit', 'holding_removed'] loop
    execute format('alter table cataloguing.%I enable row level security', t);
    execute format('alter table cataloguing.%I force row level security', t);
    execute format('create policy owner on cataloguing.%I to kaft_owner using (true)', t);
    execute format('create policy own on cataloguing.%I to kaft_app, kaft_jobs
      using (library_id = (select organisation.own_library()))', t);
    execute format('grant select, insert, delete on cataloguing.%I to kaft_app', t);
    execute format('grant select, delete on cataloguing.%I to kaft_jobs', t);
  end loop;
end $$;
-- Two who bring back the same one come one after the other: the row is locked.
grant update on cataloguing.holding_removed to kaft_app;
