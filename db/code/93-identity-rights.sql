-- Whose the functions of identity are, and who may call them.

do $$
declare
  f text;
begin
  foreach f in array array[
    'patrons.patron_of_number(bytea)', 'patrons.note_conflicts(bigint, timestamptz)', 'patrons.open_conflicts(bigint, integer)',
    'patrons.settle_conflict(bigint, bigint, text, timestamptz, bigint)',
    'privacy.log_central(timestamptz, text, text, text, bigint, bigint, bigint[], text[], text[], bytea[])'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_jobs, kaft_finder', f);
    execute format('alter function %s owner to kaft_finder', f);
  end loop;
  revoke all on function patrons.plain_name(text) from public;
  grant execute on function patrons.plain_name(text) to kaft_finder;
end $$;
