-- Whose the functions of help from outside are, and who may call them.

do $$
declare
  f text;
begin
  foreach f in array array['organisation.help_asker()', 'organisation.help_judge()', 'organisation.helpers_apart()', 'organisation.session_of_helper()', 'organisation.help_stands()',
    'organisation.help_ends()', 'organisation.open_help(bigint, bigint, bytea)', 'organisation.move_help(text, bigint)',
    'organisation.leave_help(text, bytea)', 'privacy.log_help(text, timestamptz, text, text, bigint[], text[], text[], bytea[])'] loop
    execute format('revoke all on function %s from public, kaft_app', f);
    execute format('grant execute on function %s to kaft_finder', f);
    -- Triggers are called by nobody.
    if f !~ '(helpers_apart|session_of_helper|help_stands|help_ends)' then execute format('grant execute on function %s to kaft_app', f); end if;
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
end $$;
