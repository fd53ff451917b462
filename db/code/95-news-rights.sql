-- Whose the functions of news are, and who may call them.
do $$
declare
  f text;
begin
  foreach f in array array['patrons.stop_news(bigint, text)', 'messaging.sending_libraries()'] loop
    execute format('revoke all on function %s from public, kaft_app, kaft_jobs', f);
    execute format('grant execute on function %s to kaft_finder, %s', f, case when f like '%stop_news%' then 'kaft_app' else 'kaft_jobs' end);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
end $$;
