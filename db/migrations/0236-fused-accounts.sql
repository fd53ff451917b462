-- What belongs to an account of staff gets another library with it, when two become one.
do $$
declare t text;
begin
  foreach t in array array['organisation.factor', 'organisation.recovery_code', 'organisation.staff_identity', 'organisation.undertaking'] loop
    execute format('create policy fusion on %s to kaft_jobs using (library_id = any ((select organisation.absorbed())::bigint[]))', t);
    execute format('grant update (library_id) on %s to kaft_jobs', t);
  end loop;
end $$;
