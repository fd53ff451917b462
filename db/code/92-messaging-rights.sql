-- Whose functions of messaging these are, and who may call them: jobs only.
do $$
declare
  f text;
begin
  foreach f in array array['messaging.news(bigint, integer)', 'messaging.waiting(timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_jobs, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
end $$;
