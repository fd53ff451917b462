-- Only jobs let go of what had its time.

do $$
declare
  f text;
begin
  foreach f in array array['patrons.forget_conflicts(date)', 'patrons.forget_persons(bigint[], integer)'] loop
    execute format('revoke all on function %s from public, kaft_app', f);
    execute format('grant execute on function %s to kaft_jobs, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  foreach f in array array['circulation.forget_ties(date, integer)', 'organisation.forget_consortium_marks(date)',
    'moving.forget_fusion_marks(date)', 'moving.forget_departure_marks(date)'] loop
    execute format('revoke all on function %s from public, kaft_app', f);
    execute format('grant execute on function %s to kaft_jobs', f);
  end loop;
end $$;
