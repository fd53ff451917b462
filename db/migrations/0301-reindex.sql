-- Building the search rows anew beside those in use, and taking them into use at once.

-- In which shape the search rows were built: where the program writes another, they are built anew.
create table cataloguing.search_shape (
  one boolean primary key default true check (one),
  shape integer not null,
  built_at timestamptz
);
-- A catalogue that is empty has every shape; one that has titles has the shape before this one.
insert into cataloguing.search_shape (shape) select case when exists (select from cataloguing.title) then 3 else 4 end;

create table cataloguing.reindex (
  run_id bigint generated always as identity primary key,
  -- Why it began: somebody asked, or the program writes another shape than it found.
  why text not null check (why in ('asked', 'upgrade')),
  state text not null check (state in ('building', 'indexing', 'swapping', 'done', 'stopped', 'failed')),
  shape integer not null,
  -- The last title whose row was written: a run that was cut off goes on behind it.
  from_title bigint not null default 0,
  titles integer not null default 0,
  of_titles integer not null default 0,
  begun_at timestamptz not null,
  beat_at timestamptz,
  finished_at timestamptz,
  fault text
);
create unique index reindex_open on cataloguing.reindex ((true)) where state in ('building', 'indexing', 'swapping');

-- Titles whose search rows changed while others are built: they are built once more before the new rows are taken into use.
create table cataloguing.reindex_changed (
  change_id bigint generated always as identity primary key,
  title_id bigint not null
);
select base.describe('cataloguing.search_shape', $$
  one      | none
  shape    | none
  built_at | none
$$);
select base.describe('cataloguing.reindex', $$
  run_id      | none
  why         | none
  state       | none
  shape       | none
  from_title  | none
  titles      | none
  of_titles   | none
  begun_at    | none
  beat_at     | none
  finished_at | none
  fault       | none
$$);
select base.describe('cataloguing.reindex_changed', $$
  change_id | none
  title_id  | none
$$);
grant select on cataloguing.search_shape to kaft_app;
grant select, insert, update on cataloguing.reindex to kaft_app;
grant select, update on cataloguing.search_shape to kaft_jobs;
grant select, insert, update on cataloguing.reindex to kaft_jobs;
grant insert on cataloguing.reindex_changed to kaft_app;
grant select, insert, delete on cataloguing.reindex_changed to kaft_jobs;
