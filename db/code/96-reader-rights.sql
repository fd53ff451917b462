-- What a session of readers may ask beside its own functions: where libraries work together, and what those who wait for an
-- item hang on, without anybody. These belong to the finder by now, so it is the finder who lets them.
set local role kaft_finder;
do $$
declare
  f text;
begin
  foreach f in array array['organisation.scope()', 'organisation.own_library()', 'organisation.scope_of(bigint)', 'organisation.session_library()',
    'organisation.succeeded(bigint)', 'circulation.queue_facts(bigint, date, bigint[], boolean)', 'circulation.title_queue(bigint[], bigint, date)',
    'circulation.unseen_loan(bigint, bigint)', 'circulation.hold_place(bigint, date)', 'circulation.still_kept(bigint)'] loop
    execute format('grant execute on function %s to kaft_reader', f);
  end loop;
end $$;
set local role kaft_owner;
grant execute on function base.soon(text), finance.account_of(bigint, bigint), circulation.unseen_loan_facts(bigint), circulation.in_hands(bigint), cataloguing.standing_title(bigint),
  organisation.linked(bigint, boolean) to kaft_reader;
