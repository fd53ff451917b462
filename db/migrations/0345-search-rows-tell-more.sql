-- What a search asks of each of ten thousand matches stands in its row: marks of the values that are counted, the year, whether it
-- is a description, the work. So it asks nothing of the titles themselves but for those that are shown.

-- A value of a field as six bytes: the number of its field, and forty bits of a hash, by which it is counted and compared.
create function cataloguing.mark_of(tag text) returns bytea language sql immutable parallel safe strict as $$
  select substr(int2send(coalesce(array_position(array['material', 'audience', 'language', 'genre', 'subject', 'series', 'author', 'decade'],
                                                 split_part(tag, ':', 1)), 0)::smallint), 2, 1) || substr(int8send(hashtextextended(tag, 0)), 4, 5)
$$;
-- How many marks, in one byte, and the marks.
create function cataloguing.marks_of(tags text[]) returns bytea language sql immutable parallel safe strict as $$
  select substr(int2send(count(*)::smallint), 2, 1) || coalesce(string_agg(cataloguing.mark_of(t.tag), ''), '')
    from (select u.tag from unnest(tags) as u(tag) limit 255) as t
$$;

-- Rows that were written before have none of these until the index is built anew, which begins by itself: until then a search reads
-- the same from the values and the title.
alter table cataloguing.title_search
  add column marks bytea,
  -- 0 where nobody knows it.
  add column year smallint,
  -- Not typed at a desk in haste.
  add column described boolean,
  -- The work that it is an edition of.
  add column work bigint;
select base.describe('cataloguing.title_search', $$
  marks     | none
  year      | none
  described | none
  work      | none
$$);
-- A catalogue that is empty has every shape.
update cataloguing.search_shape set shape = 5 where not exists (select from cataloguing.title);
