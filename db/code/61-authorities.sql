-- Which authority record keeps a heading, and how many titles have it.

-- The one record that a heading of a title points to: by its number, else by its name, else by a name that leads to one;
-- the same without subdivisions. Where two fit equally, none: nobody guesses. A row in any case: asked `lateral`, it is written out
-- into the statement that asks, where a function of one value would begin a statement of its own for each heading.
create or replace function cataloguing.authority_row_of(kind text, norm text, base text, number text) returns table (authority_id bigint)
language sql stable parallel safe as $$
  with found(rank, authority_id) as (
    select 1, n.authority_id from cataloguing.authority_number n where $4 <> '' and n.number = $4
    union all
    select case when n.norm = $2 then 2 else 4 end + (n.role = 'see')::integer, n.authority_id
      from cataloguing.authority_name n
     where n.norm in ($2, $3) and n.kind = $1 and n.role in ('heading', 'see'))
  select case when count(distinct f.authority_id) = 1 then min(f.authority_id) end
    from found f where f.rank = (select min(g.rank) from found g)
$$;
create or replace function cataloguing.authority_of(kind text, norm text, base text, number text) returns bigint
language sql stable parallel safe set search_path = '' as $$
  select r.authority_id from cataloguing.authority_row_of($1, $2, $3, $4) r
$$;

-- How many titles have each heading, as the lists of titles change: whoever writes or deletes them need not count. Who makes titles by the
-- thousand counts as the headings are written, and says so for the one statement: else each new heading would be written twice, with all
-- its indexes.
create or replace function cataloguing.count_headings() returns trigger
language plpgsql set search_path = '' as $$
declare
  ids bigint[];
  steps integer[];
begin
  if tg_op = 'INSERT' then
    if current_setting('kaft.headings_counted', true) = 'yes' then
      perform set_config('kaft.headings_counted', '', true);
      return null;
    end if;
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select h.id as heading_id, count(*)::integer as step from fresh f, unnest(f.headings) as h(id) group by h.id) c;
  elsif tg_op = 'DELETE' then
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select h.id as heading_id, -count(*)::integer as step from former f, unnest(f.headings) as h(id) group by h.id) c;
  else
    select array_agg(c.heading_id order by c.heading_id), array_agg(c.step order by c.heading_id) into ids, steps
      from (select x.id as heading_id, sum(x.step)::integer as step
              from (select h.id, 1 as step from fresh f, unnest(f.headings) as h(id)
                    union all select h.id, -1 from former f, unnest(f.headings) as h(id)) x
             group by x.id having sum(x.step) <> 0) c;
  end if;
  -- In the order of the headings, so that two who write titles never wait for each other in a ring.
  perform from cataloguing.heading h where h.heading_id = any (ids) order by h.heading_id for no key update;
  update cataloguing.heading h set titles = greatest(0, h.titles + s.step)
    from unnest(ids, steps) as s(heading_id, step) where h.heading_id = s.heading_id;
  return null;
end $$;
