-- Titles that may be one: found as they come or change, and never by laying all beside all.

create table cataloguing.title_double (
  low_id bigint not null references cataloguing.title on delete cascade,
  high_id bigint not null references cataloguing.title on delete cascade,
  weight integer not null,
  agrees text[] not null,
  differs text[] not null,
  found_at timestamptz not null,
  primary key (low_id, high_id),
  check (low_id < high_id)
);
create index title_double_high on cataloguing.title_double (high_id);
create index title_double_order on cataloguing.title_double (weight desc, low_id, high_id);
select base.describe('cataloguing.title_double', $$
  low_id   | none
  high_id  | none
  weight   | none
  agrees   | none
  differs  | none
  found_at | none
$$);
grant select on cataloguing.title_double to kaft_app;
grant select, insert, update, delete on cataloguing.title_double to kaft_jobs;

-- Two that look alike and are not: they are not proposed again, to anyone.
create table cataloguing.title_apart (
  low_id bigint not null references cataloguing.title on delete cascade,
  high_id bigint not null references cataloguing.title on delete cascade,
  said_at timestamptz not null,
  said_for bigint not null references organisation.library,
  primary key (low_id, high_id),
  check (low_id < high_id)
);
create index title_apart_high on cataloguing.title_apart (high_id);
select base.describe('cataloguing.title_apart', $$
  low_id   | none
  high_id  | none
  said_at  | none
  said_for | none
$$);
grant select, insert, delete on cataloguing.title_apart to kaft_app;
grant select on cataloguing.title_apart to kaft_jobs;

-- Up to which change titles were looked at.
create table cataloguing.double_cursor (
  one boolean primary key default true check (one),
  looked_until timestamptz not null,
  title_id bigint not null
);
select base.describe('cataloguing.double_cursor', $$
  one          | none
  looked_until | none
  title_id     | none
$$);
grant select, insert, update on cataloguing.double_cursor to kaft_jobs;
