-- Whose the functions of the rights of readers are, and who may call them.

do $$
declare
  f text;
begin
  foreach f in array array['organisation.for_privacy()', 'privacy.find_anyone(text, text[], integer)', 'privacy.waiting_tasks()',
    'privacy.patron_stands(bigint)', 'privacy.announcing()', 'privacy.telling()', 'privacy.breach_library(bigint)', 'privacy.accounts_of_breach(bigint)',
    'privacy.looks_of_breach(bigint, bigint, bigint, timestamptz, timestamptz)',
    'privacy.log_breach_search(bigint, timestamptz, text, bigint, bigint, bytea)'] loop
    execute format('revoke all on function %s from public, kaft_app', f);
    execute format('grant execute on function %s to kaft_jobs, kaft_finder', f);
    if f not like '%waiting_tasks%' and f not like '%announcing%' and f not like '%telling%' then execute format('grant execute on function %s to kaft_app', f); end if;
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
end $$;
