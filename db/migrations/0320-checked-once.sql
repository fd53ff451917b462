-- A check of a table is read from its text, planned and made ready by each statement that writes to the table; the check
-- of a domain once a connection. On the tables that each scan writes to, that was a tenth of what a lending costs. The
-- words allowed stay what they are: they are taken over from the checks, and a later migration widens the domain.
do $$
declare
  taken record;
  def text;
begin
  for taken in select * from (values
    ('circulation.event', 'kind', 'event_kind_check', 'circulation.event_kind'),
    ('circulation.event', 'source', 'event_source_check', 'circulation.event_source'),
    ('circulation.loan', 'ended', 'loan_ended_check', 'circulation.loan_ended'),
    ('privacy.access_log', 'outcome', 'access_log_outcome_check', 'privacy.access_outcome'),
    ('privacy.access_log', 'purpose', 'access_log_purpose_check', 'privacy.access_purpose'),
    ('privacy.access_log', 'reason', 'access_log_reason_check', 'privacy.access_reason')) t(relation, col, con, domain_name)
  loop
    select regexp_replace(pg_get_constraintdef(k.oid), '\m' || taken.col || '\M', 'value', 'g') into strict def
      from pg_constraint k where k.conrelid = taken.relation::regclass and k.conname = taken.con;
    execute format('create domain %s as text constraint %I %s', taken.domain_name, taken.con, def);
    execute format('alter table %s drop constraint %I, alter column %I type %s', taken.relation, taken.con, taken.col, taken.domain_name);
  end loop;
end $$;
