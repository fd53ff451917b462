-- Whose the counts of a cooperation are, and who may ask them.

do $$
declare
  f text;
begin
  foreach f in array array[
    'patrons.count_for_notice(bigint, date)', 'messaging.notice_progress(text, bigint, bigint)',
    'circulation.count_across(bigint, bigint[], date)',
    'moving.fusion_came(bigint[])'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  foreach f in array array['patrons.count_only_here()', 'moving.departures_at_work()', 'organisation.absorbed()', 'organisation.succeeded(bigint)', 'organisation.fusion_goes_on()',
    'organisation.departure_goes_on()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_jobs, kaft_finder', f);
    -- Who became part of whom is public; who may move rows is not.
    if f like '%succeeded%' then execute format('grant execute on function %s to kaft_app', f); end if;
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  revoke all on function organisation.may_count(bigint) from public;
  grant execute on function organisation.may_count(bigint) to kaft_app, kaft_finder;
end $$;

-- What waits to be erased goes with its record when two libraries become one.
drop policy if exists fusion on privacy.erasure;
create policy fusion on privacy.erasure to kaft_jobs using (library_id = any ((select organisation.absorbed())::bigint[]));
