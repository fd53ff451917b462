-- Whose functions these are, and who may call them. Everything else is closed to the program.

do $$
declare
  f text;
begin
  foreach f in array array[
    'organisation.session_library()', 'organisation.own_library()', 'organisation.scope_of(bigint)', 'organisation.reach(bigint, boolean, bigint)', 'organisation.scope()', 'organisation.keep_scope(bigint, bigint)',
    'organisation.enter(text)', 'organisation.for_consortium()', 'organisation.enter_library(bigint)', 'organisation.session_facts()',
    'organisation.identity_facts(text, text, bytea)', 'organisation.link_identity(bytea, text, text, timestamptz)',
    'organisation.sign_in_facts(text, bytea)', 'organisation.machine_facts(text)', 'organisation.sign_in_failed(bigint, timestamptz)',
    'organisation.open_session(bigint, bigint, bigint, bytea, timestamptz, timestamptz, timestamptz, boolean)',
    'patrons.number_known(bytea)', 'patrons.person_of(bytea, text, timestamptz)', 'patrons.number_of(bigint)', 'patrons.fee_covered(bigint)',
    'cataloguing.loans_of_month(date)', 'privacy.seal_now(timestamptz)', 'privacy.broken_seal()', 'privacy.broken_row()',
    'privacy.broken_certificate()'
  ] loop
    execute format('revoke all on function %s from public, kaft_app', f);
    execute format('grant execute on function %s to kaft_jobs, kaft_finder', f);
    -- Only jobs enter a library without a session, seal, and count over all libraries; and who could keep a scope could
    -- keep that of another library for the own session.
    if f not like '%enter_library%' and f not like '%seal_now%' and f not like '%loans_of_month%' and f not like '%keep_scope%' then
      execute format('grant execute on function %s to kaft_app', f);
    end if;
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  alter view organisation.own_session owner to kaft_finder;
  revoke all on function circulation.make_partitions(date) from public;
  grant execute on function circulation.make_partitions(date) to kaft_app, kaft_jobs;
end $$;
