-- The session of this transaction, as the policies of the busiest tables ask it: a look-up in the plan costs a quarter
-- of a function that looks up. It runs with its owner's rights, as `organisation.scope()` does, and tells no more.
-- What it answers is written in db/code.
create view organisation.own_session with (security_barrier = true) as
  select null::bigint as library_id, null::bigint[] as scope where false;
revoke all on organisation.own_session from public;
grant select on organisation.own_session to kaft_app;
select base.describe('organisation.own_session', $$
  library_id | none
  scope      | none
$$);

-- Jobs have no session: they keep the function.
do $$
declare
  busy text;
begin
  foreach busy in array array['circulation.event', 'circulation.event_patron', 'circulation.hold', 'finance.account', 'finance.entry',
    'patrons.patron', 'patrons.card', 'patrons.block', 'patrons.name_token'] loop
    execute format('alter policy scope on %s to kaft_jobs', busy);
    execute format('create policy session on %s to kaft_app
      using (library_id = any ((select s.scope from organisation.own_session s)::bigint[]))', busy);
  end loop;
end $$;

alter policy scope on circulation.loan to kaft_jobs;
create policy session on circulation.loan to kaft_app
  using (library_id = any ((select s.scope from organisation.own_session s)::bigint[])
    or item_library_id = (select s.library_id from organisation.own_session s));

alter policy scope on base.command to kaft_jobs;
create policy session on base.command to kaft_app using (library_id = (select s.library_id from organisation.own_session s));

alter policy written on privacy.access_log to kaft_jobs;
create policy session_written on privacy.access_log for insert to kaft_app
  with check (library_id = any ((select s.scope from organisation.own_session s)::bigint[]));
