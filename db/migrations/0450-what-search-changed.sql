-- Which search rows changed, for programs that keep them in memory. A row says that a title came, changed or went; one without a title that all
-- of them did. It is told by the transaction, so that none is missed that ends later than one that began after it. Gone after some hours:
-- who did not ask for so long reads everything anew.
create table cataloguing.search_change (
  change_id bigint generated always as identity primary key,
  made_by xid8 not null,
  title_id bigint,
  made_at timestamptz not null
);
create index on cataloguing.search_change (made_by);
select base.describe('cataloguing.search_change', $$
  change_id | none
  made_by   | none
  title_id  | none
  made_at   | none
$$);
grant select on cataloguing.search_change to kaft_app;
grant select, delete on cataloguing.search_change to kaft_jobs;
