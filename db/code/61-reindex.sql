-- The search rows are built anew beside those in use. These functions make, index, swap and drop tables, which only the owner
-- may: each does that one thing to the tables of search and nothing else, and only jobs may call them. None waits long for a table: who
-- reads would queue behind it.

create or replace function cataloguing.note_for_reindex() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then insert into cataloguing.reindex_changed (title_id) values (old.title_id); end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.title_id <> old.title_id) then
    insert into cataloguing.reindex_changed (title_id) values (new.title_id);
  end if;
  return null;
end $$;

-- Empty rows beside those in use, and a note of every change of these from now on. What a former run left is dropped.
create or replace function cataloguing.reindex_begin() returns void
language plpgsql security definer set search_path = '' set lock_timeout = '300ms' as $$
declare tier integer;
begin
  perform cataloguing.reindex_drop();
  -- Not tied to the titles yet: whoever deletes one would wait for an index of millions, and could meet it in a ring. Its note takes the row away.
  create table cataloguing.title_search_next (like cataloguing.title_search including comments including constraints,
    primary key (title_id, tier)) partition by list (tier);
  for tier in 0..6 loop
    execute format('create table cataloguing.title_search_next_%s partition of cataloguing.title_search_next for values in (%s)', tier, tier);
  end loop;
  grant select, insert, update, delete on cataloguing.title_search_next to kaft_app, kaft_jobs;
  grant select on cataloguing.title_search_next to kaft_public;
  grant maintain on cataloguing.title_search_next to kaft_jobs;
  create trigger note_for_reindex after insert or update or delete on cataloguing.title_search
    for each row execute function cataloguing.note_for_reindex();
end $$;

-- The index of one tier; the last makes the whole of them. Built at once it takes a fraction of what it takes row by row.
create or replace function cataloguing.reindex_tier(tier integer) returns void
language plpgsql security definer set search_path = '' set maintenance_work_mem = '256MB' as $$
begin
  execute format('create index if not exists title_search_next_%s_document_tags_branches_idx
    on cataloguing.title_search_next_%s using gin (document, tags, branches)', tier, tier);
  if tier = 6 then
    create index if not exists title_search_next_terms on cataloguing.title_search_next using gin (document, tags, branches);
  end if;
end $$;

-- The new rows take the place of those in use, which stand aside. Who searches waits for as long as names are changed.
create or replace function cataloguing.reindex_swap() returns void
language plpgsql security definer set search_path = '' as $$
declare
  r record;
begin
  -- The whole before its parts, in the order in which a search takes them, so that neither waits for the other in a ring.
  lock table cataloguing.title_search in access exclusive mode;
  drop trigger note_for_reindex on cataloguing.title_search;
  for r in select c.relname, c.relkind in ('i', 'I') as is_index, s.step from pg_catalog.pg_class c
      cross join (values (1, '^title_search(?!_next|_old)', 'title_search_old'), (2, '^title_search_next', 'title_search')) as s(step, was, becomes)
     where c.relnamespace = 'cataloguing'::regnamespace and c.relkind in ('r', 'p', 'i', 'I') and c.relname ~ s.was order by s.step, c.oid loop
    execute format('alter %s cataloguing.%I rename to %I', case when r.is_index then 'index' else 'table' end, r.relname,
      case r.step when 1 then regexp_replace(r.relname, '^title_search', 'title_search_old') else regexp_replace(r.relname, '^title_search_next', 'title_search') end);
  end loop;
  -- From here a title that goes takes its row along; that it holds for the rows that are there is asked afterwards, while everybody works.
  alter table cataloguing.title_search add constraint title_search_title_id_fkey
    foreign key (title_id) references cataloguing.title on delete cascade not valid;
  perform cataloguing.tell_search_changes();
  insert into cataloguing.search_change (title_id, made_by, made_at) values (null, pg_current_xact_id(), clock_timestamp());
end $$;

-- Asks of each row in use whether its title is there, after a swap.
create or replace function cataloguing.reindex_tie() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from pg_catalog.pg_constraint where conrelid = 'cataloguing.title_search'::regclass and contype = 'f' and not convalidated) then
    alter table cataloguing.title_search validate constraint title_search_title_id_fkey;
  end if;
end $$;

-- What stands aside goes: former rows after a swap, new ones of a run that was stopped.
create or replace function cataloguing.reindex_drop() returns void
language plpgsql security definer set search_path = '' set lock_timeout = '300ms' as $$
begin
  drop table if exists cataloguing.title_search_old;
  drop table if exists cataloguing.title_search_next;
  drop trigger if exists note_for_reindex on cataloguing.title_search;
  truncate cataloguing.reindex_changed;
end $$;

do $$
declare f text;
begin
  foreach f in array array['reindex_begin()', 'reindex_tier(integer)', 'reindex_swap()', 'reindex_tie()', 'reindex_drop()'] loop
    execute format('revoke all on function cataloguing.%s from public, kaft_app', f);
    execute format('grant execute on function cataloguing.%s to kaft_jobs', f);
  end loop;
end $$;
