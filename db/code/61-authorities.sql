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
