-- Which titles are one work, and which volumes one series: so that editions and volumes are found at each other.

-- The work that a title is an edition of, as a number made of maker and title by rules; a title that no rule names a work of has none.
create table cataloguing.title_work (
  title_id bigint primary key references cataloguing.title on delete cascade,
  work bigint not null
);
create index title_work_work on cataloguing.title_work (work);
select base.describe('cataloguing.title_work', $$
  title_id | none
  work     | none
$$);
grant select, insert, update, delete on cataloguing.title_work to kaft_app, kaft_jobs;

-- What staff said of the work of a title, past the rules; and what was so before, for the way back.
create table cataloguing.work_choice (
  title_id bigint primary key references cataloguing.title on delete cascade,
  work bigint not null,
  -- What was chosen before it; null where the rules held.
  former bigint,
  chosen_at timestamptz not null
);
create index work_choice_work on cataloguing.work_choice (work);
select base.describe('cataloguing.work_choice', $$
  title_id  | none
  work      | none
  former    | none
  chosen_at | none
$$);
grant select, insert, update, delete on cataloguing.work_choice to kaft_app;
grant select, insert, update on cataloguing.work_choice to kaft_jobs;

-- Titles as volumes of series, in order: the number of a volume is what stands for it in words, as far as that counts.
create table cataloguing.title_series (
  title_id bigint not null references cataloguing.title on delete cascade,
  place integer not null,
  key text collate "C" not null,
  name text not null,
  volume text,
  number numeric(12, 3),
  primary key (title_id, place)
);
create index title_series_key on cataloguing.title_series (key, number, title_id);
select base.describe('cataloguing.title_series', $$
  title_id | none
  place    | none
  key      | none
  name     | none
  volume   | none
  number   | none
$$);
grant select, insert, update, delete on cataloguing.title_series to kaft_app, kaft_jobs;
grant select on cataloguing.title_series to kaft_public;

-- Titles are read again for what is new here; the job that notes headings finds those that have none noted.
delete from cataloguing.title_heading;
