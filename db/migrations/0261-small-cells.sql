-- What is kept of loans when it leads to nobody leads nobody to somebody either (P47, P151): see the attempt in
-- `circulation/forget/re-identify.db.test.ts`.

-- The number of a loan tells in which order loans were made, and so which were one visit. Loans that lost their reader get a number
-- out of chance, above all that are ever counted up to; those that wait for it are found by this.
create index loan_to_rename on circulation.loan (library_id, loan_id)
  where patron_id is null and returned_at is not null and loan_id < 1152921504606846976;
grant delete on circulation.loan to kaft_jobs;

-- The age of an item to the day and its price to the cent tell which item it was. Thirty days and five euros are what rules are
-- written in. The shelf goes from what was gathered before: how many readers a day had is no longer known.
do $$
declare t text;
begin
  for t in select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid where h.inhparent = 'circulation.loan_fact'::regclass loop
    execute format('update circulation.%I set item_age_days = item_age_days / 30 * 30, price_cents = (price_cents + 250) / 500 * 500, shelf = null
      where item_age_days % 30 <> 0 or price_cents % 500 <> 0 or shelf is not null', t);
  end loop;
end $$;
