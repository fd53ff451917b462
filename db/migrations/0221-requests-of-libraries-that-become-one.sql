-- What readers asked, and the limits on their data, go with their record when two libraries become one.
grant update (library_id) on privacy.case_letter, privacy.case_file, privacy.case_task, patrons.statement_shown to kaft_jobs;
do $$
declare t text;
begin
  foreach t in array array['privacy.rights_case', 'privacy.case_item', 'privacy.case_notice', 'privacy.case_letter', 'privacy.case_file',
    'privacy.case_task', 'privacy.restriction', 'patrons.statement_shown'] loop
    execute format('create policy fusion on %s to kaft_jobs using (library_id = any ((select organisation.absorbed())::bigint[]))', t);
  end loop;
end $$;
