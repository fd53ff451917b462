-- A row that was deleted stands in its page until the page is written anew: the night does that where people's own words stand.
-- Which tables those are, the data map says; a test asks that none of them is forgotten here.
do $$
declare t regclass;
begin
  for t in
    select distinct c.oid::regclass from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid > 0
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$|public$|jobs$)'
       and d.description ~ '(^|\| *)(identity|contact|characteristic|preference|library|note|national_number); '
  loop
    execute format('grant maintain on %s to kaft_jobs', t);
  end loop;
end $$;
