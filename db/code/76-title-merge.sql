-- What circulation keeps of a title, moved to the one that it was merged with, over all libraries: who waits for it is
-- nobody's to see here, and only counts come out.

-- A title and all that were merged into it.
create or replace function cataloguing.merged_titles(title bigint) returns setof bigint
language sql stable set search_path = '' as $$
  with recursive tree as (
    select merged_titles.title as title_id
    union
    select t.title_id from cataloguing.title t join tree on t.merged_into = tree.title_id)
  select title_id from tree
$$;

-- The title under which one stands now: itself, or the one that it was merged into at last. Null where there is none.
create or replace function cataloguing.stands_as(title bigint) returns bigint
language sql stable set search_path = '' as $$
  with recursive way as (
    select t.title_id, t.merged_into from cataloguing.title t where t.title_id = stands_as.title
    union
    select t.title_id, t.merged_into from cataloguing.title t join way on t.title_id = way.merged_into)
  select title_id from way where merged_into is null
$$;

-- How much would move: holds that are open, those of readers who wait for both, and loans that are open.
create or replace function circulation.title_weight(gone bigint, stays bigint, out holds integer, out holds_twice integer, out loans integer)
language sql stable security definer set search_path = '' as $$
  with mine as materialized (
    select h.library_id, h.patron_id from circulation.hold h where h.title_id = gone and h.state = 'waiting'
    union all
    select h.library_id, h.patron_id from inventory.item i join circulation.hold h on h.item_id = i.item_id and h.state in ('in_transit', 'ready')
     where i.title_id = gone)
  select (select count(*) from mine)::integer,
         (select count(*) from mine m where exists (select from circulation.hold k
           where k.library_id = m.library_id and k.patron_id = m.patron_id and k.title_id = stays and k.closed_at is null))::integer,
         (select count(*) from inventory.item i join circulation.loan l on l.item_id = i.item_id and l.returned_at is null where i.title_id = gone)::integer
$$;

-- Holds go to the other title and keep their own date, so that one queue is made of two. Who waited for both keeps the
-- earlier place. Open loans follow their items, which have moved already.
create or replace function circulation.move_title(gone bigint, stays bigint, at timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  moved integer;
  more integer;
begin
  -- Only along a way that the catalogue made: nobody moves a queue to a title of their choice.
  if not exists (select from cataloguing.title t where t.title_id = gone and t.merged_into = stays) then return 0; end if;
  update circulation.hold h set state = 'cancelled', closed_at = at, closed_because = 'merged'
   where h.state = 'waiting' and h.title_id in (gone, stays) and exists (
     select from circulation.hold o
      where o.library_id = h.library_id and o.patron_id = h.patron_id and o.closed_at is null
        and o.title_id = case when h.title_id = gone then stays else gone end
        and (o.state <> 'waiting' or (o.placed_at, o.hold_id) < (h.placed_at, h.hold_id)));
  update circulation.hold h set title_id = stays, placed_title_id = coalesce(h.placed_title_id, gone)
   where h.title_id = gone and h.state = 'waiting';
  get diagnostics moved = row_count;
  update circulation.hold h set title_id = stays, placed_title_id = coalesce(h.placed_title_id, gone)
    from inventory.item i where i.title_id = stays and h.item_id = i.item_id and h.state in ('in_transit', 'ready') and h.title_id = gone;
  get diagnostics more = row_count;
  moved := moved + more;
  update circulation.hold_title x set title_id = stays, placed_title_id = coalesce(x.placed_title_id, gone)
    from circulation.hold h
   where x.title_id = gone and h.hold_id = x.hold_id and h.closed_at is null and h.title_id <> stays
     and not exists (select from circulation.hold_title k where k.hold_id = x.hold_id and k.title_id = stays);
  update circulation.pull_claim c set title_id = stays from circulation.hold h
   where h.placed_title_id is not null and h.title_id = stays and c.library_id = h.library_id and c.hold_id = h.hold_id and c.title_id = gone;
  update circulation.ibl_request r set title_id = stays from circulation.hold h
   where h.placed_title_id is not null and h.title_id = stays and r.hold_id = h.hold_id and r.title_id = gone;
  update circulation.loan l set title_id = stays from inventory.item i
   where i.title_id = stays and l.item_id = i.item_id and l.returned_at is null and l.title_id = gone;
  get diagnostics more = row_count;
  return moved + more;
end $$;

-- The way back, of what is still open: a hold goes to the title that it was placed on, a loan follows its item.
create or replace function circulation.move_title_back(gone bigint, stays bigint, at timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  tree bigint[] := array(select cataloguing.merged_titles(gone));
  moved integer;
  more integer;
begin
  if not exists (select from cataloguing.title t where t.title_id = gone and t.merged_into is null) then return 0; end if;
  update circulation.pull_claim c set title_id = gone from circulation.hold h
   where h.placed_title_id = any (tree) and h.title_id = stays and h.closed_at is null
     and c.library_id = h.library_id and c.hold_id = h.hold_id and c.title_id = stays;
  update circulation.ibl_request r set title_id = gone from circulation.hold h
   where h.placed_title_id = any (tree) and h.title_id = stays and h.closed_at is null and r.hold_id = h.hold_id and r.title_id = stays;
  update circulation.hold h set title_id = gone, placed_title_id = nullif(h.placed_title_id, gone)
   where h.placed_title_id = any (tree) and h.title_id = stays and h.closed_at is null
     and (h.state = 'waiting' or exists (select from inventory.item i where i.item_id = h.item_id and i.title_id = gone));
  get diagnostics moved = row_count;
  update circulation.hold_title x set title_id = gone, placed_title_id = nullif(x.placed_title_id, gone)
   where x.placed_title_id = any (tree) and x.title_id = stays;
  update circulation.hold h set state = 'waiting', closed_at = null, closed_because = null
   where h.closed_because = 'merged' and h.closed_at = at and h.title_id in (gone, stays);
  update circulation.loan l set title_id = gone from inventory.item i
   where i.title_id = gone and l.item_id = i.item_id and l.returned_at is null and l.title_id = stays;
  get diagnostics more = row_count;
  return moved + more;
end $$;

do $$
declare
  f text;
begin
  foreach f in array array[
    'cataloguing.merged_titles(bigint)', 'cataloguing.stands_as(bigint)', 'circulation.title_weight(bigint, bigint)', 'circulation.move_title(bigint, bigint, timestamptz)',
    'circulation.move_title_back(bigint, bigint, timestamptz)'
  ] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to kaft_app, kaft_jobs, kaft_finder', f);
    if f like 'circulation.%' then execute format('alter function %s owner to kaft_finder', f); end if;
  end loop;
  grant execute on function cataloguing.merged_titles(bigint), cataloguing.stands_as(bigint) to kaft_public;
  revoke all on function cataloguing.standing_title(bigint) from public;
  grant execute on function cataloguing.standing_title(bigint) to kaft_app, kaft_jobs;
  revoke all on function base.follow_merge() from public;
end $$;
