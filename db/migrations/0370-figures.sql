-- Figures of a library by month, and those of regions and of Flanders. Nobody stands in them, and no pseudonym either: they are counted
-- while events still lead to their readers, and what is kept is the count (P47). Only what a job has protected is kept of more than one
-- library (P48, ADR 37).
create schema statistics;
grant usage on schema statistics to kaft_app, kaft_jobs;

-- Counts of one library. `part` is the group of ages. Readers are those behind a count; null where it is not known how many they were.
create table statistics.month_figure (
  library_id bigint not null references organisation.library,
  month date not null check (extract(day from month) = 1),
  kind text not null check (kind in ('loans', 'renewals', 'borrowers', 'members', 'holds', 'items')),
  part text not null check (part in ('all', 'youth', 'adult', 'unknown')),
  n integer not null check (n >= 0),
  readers integer check (readers >= 0),
  primary key (library_id, month, kind, part)
);
create index month_figure_month on statistics.month_figure (month);
select base.describe('statistics.month_figure', $$
  library_id | none
  month      | none
  kind    | none
  part       | none
  n          | none
  readers    | none
$$);
alter table statistics.month_figure enable row level security;
alter table statistics.month_figure force row level security;
create policy owner on statistics.month_figure to kaft_owner using (true);
grant select on statistics.month_figure to kaft_app;
grant select, insert, update, delete on statistics.month_figure to kaft_jobs;

-- The last month of a library whose counts stand: after ten days nothing that a desk did without a connection comes in any more.
create table statistics.counted (
  library_id bigint primary key references organisation.library,
  settled_until date not null check (extract(day from settled_until) = 1)
);
select base.describe('statistics.counted', $$
  library_id    | none
  settled_until | none
$$);
grant select, insert, update on statistics.counted to kaft_jobs;
grant select on statistics.counted to kaft_app;

-- Months of which the figures of regions and of Flanders were made, with the smallest cell of that day. Made once: the same figure
-- rounded in two ways would tell more than either.
create table statistics.published (
  month date primary key check (extract(day from month) = 1),
  smallest_cell integer not null check (smallest_cell >= 5),
  published_at timestamptz not null
);
select base.describe('statistics.published', $$
  month         | none
  smallest_cell | none
  published_at  | none
$$);
grant select on statistics.published to kaft_app;
grant select, insert on statistics.published to kaft_jobs;

-- The area `*` is Flanders; another is the name of a region. `n` is null where it is hidden, and then it says why.
create table statistics.area_figure (
  area text not null check (area <> ''),
  month date not null references statistics.published,
  kind text not null check (kind in ('loans', 'renewals', 'borrowers', 'members', 'holds', 'items')),
  part text not null check (part in ('all', 'youth', 'adult', 'unknown')),
  n integer check (n >= 0),
  hidden text check (hidden in ('few_readers', 'few_libraries', 'difference')),
  primary key (area, month, kind, part),
  check ((n is null) = (hidden is not null))
);
select base.describe('statistics.area_figure', $$
  area    | none
  month   | none
  kind | none
  part    | none
  n       | none
  hidden  | none
$$);
grant select on statistics.area_figure to kaft_app;
grant select, insert on statistics.area_figure to kaft_jobs;
