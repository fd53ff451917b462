-- Where work that is done once, behind everybody's back, goes on after a break; what is done is never begun again.
create table cataloguing.once_over (
  name text primary key,
  -- The last row that was looked at.
  after_id bigint not null,
  done_at timestamptz
);
select base.describe('cataloguing.once_over', $$
  name     | none
  after_id | none
  done_at  | none
$$);
grant select, insert, update on cataloguing.once_over to kaft_jobs;
-- Titles of works by their maker ($t) became words of search after headings were stored: these are gone over once.
insert into cataloguing.once_over (name, after_id) values ('authority_titles', 0);
