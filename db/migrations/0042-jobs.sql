-- What is known of each job: since when, when it last did its work, and how often it failed since.

create table base.job_run (
  job text primary key,
  known_since timestamptz not null,
  succeeded_at timestamptz,
  failed_at timestamptz,
  -- Failures since the last success.
  failures integer not null default 0,
  took_ms integer
);
select base.describe('base.job_run', $$
  job          | none
  known_since  | none
  succeeded_at | none
  failed_at    | none
  failures     | none
  took_ms      | none
$$);
grant select on base.job_run to kaft_app;
grant select, insert, update on base.job_run to kaft_jobs;

-- Old answers go library by library.
drop index base.command_at;
create index command_age on base.command (library_id, at);
