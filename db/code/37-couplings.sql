-- Whether a coupling may send something on a day: described, approved, switched on, and not at its end. One bit; a coupling that
-- nobody described does not run. It stands here so that the doors that anyone may use can ask it too.
create or replace function organisation.coupling_runs(code text, day date) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from privacy.coupling c where c.coupling = code and c.active and c.approved_at is not null
                  and (c.ends_on is null or c.ends_on >= day))
$$;
revoke all on function organisation.coupling_runs(text, date) from public;
grant execute on function organisation.coupling_runs(text, date) to kaft_app, kaft_jobs, kaft_finder, kaft_public;
alter function organisation.coupling_runs(text, date) owner to kaft_finder;
