-- How far a version has been applied to the loans that were open when it began: by due day and loan, so that a run that
-- breaks off goes on where it was.
create table circulation.regulation_run (
  version_id bigint primary key references circulation.regulation,
  library_id bigint not null references organisation.library,
  after_on date,
  after_id bigint not null default 0,
  looked_at integer not null default 0,
  changed integer not null default 0,
  done_at timestamptz
);
select base.describe('circulation.regulation_run', $$
  version_id | none
  library_id | none
  after_on   | none
  after_id   | none
  looked_at  | none
  changed    | none
  done_at    | none
$$);
grant select on circulation.regulation_run to kaft_app;
grant select, insert, update on circulation.regulation_run to kaft_jobs;
