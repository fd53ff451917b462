-- How titles are put into words, and how what someone typed becomes a question to them.

-- The configuration that stems words of a language; null for languages whose records are stemmed as Dutch alone.
create or replace function cataloguing.stems_of(language text) returns regconfig
language sql immutable parallel safe as $$
  select case language when 'eng' then 'cataloguing.english_plain'::regconfig when 'fre' then 'cataloguing.french_plain'::regconfig
                       when 'ger' then 'cataloguing.german_plain'::regconfig end
$$;

-- The words of a text as the stemmers of other languages than Dutch have them, each marked with its language: `~erun`. No
-- word of a text has that sign, so a stem of one language is never met by one of another, nor by the beginning of a word.
create or replace function cataloguing.foreign_stems(words text, languages text[]) returns tsvector
language sql immutable parallel safe as $$
  select (case when 'eng' = any (languages) then regexp_replace(to_tsvector('cataloguing.english_plain', words)::text, '(^| )''', '\1''~e', 'g') else '' end || ' '
       || case when 'fre' = any (languages) then regexp_replace(to_tsvector('cataloguing.french_plain', words)::text, '(^| )''', '\1''~f', 'g') else '' end || ' '
       || case when 'ger' = any (languages) then regexp_replace(to_tsvector('cataloguing.german_plain', words)::text, '(^| )''', '\1''~g', 'g') else '' end)::tsvector
$$;

-- Each word as the Dutch stemmer has it and as it is written: title, then author and series, then the rest; as the stemmers
-- of the record's other languages have it; and words as they stand, by which a whole title, a publisher or a series is known.
-- Neither of the two has a query in it, so that PostgreSQL writes them out into the statement that asks, instead of beginning a
-- statement of its own for each row.
create or replace function cataloguing.search_document(titles text, makers text, others text, wholes text[], languages text[] default '{}') returns tsvector
language sql immutable parallel safe as $$
  select setweight(to_tsvector('cataloguing.dutch_plain', titles), 'A') || setweight(to_tsvector('cataloguing.simple_plain', titles), 'A')
      || setweight(to_tsvector('cataloguing.dutch_plain', makers), 'B') || setweight(to_tsvector('cataloguing.simple_plain', makers), 'B')
      || setweight(to_tsvector('cataloguing.dutch_plain', others), 'C') || setweight(to_tsvector('cataloguing.simple_plain', others), 'C')
      || case when languages && array['eng', 'fre', 'ger'] then
           setweight(coalesce(cataloguing.foreign_stems(titles, languages), ''), 'A') || setweight(coalesce(cataloguing.foreign_stems(makers, languages), ''), 'B')
           || setweight(coalesce(cataloguing.foreign_stems(others, languages), ''), 'C') else '' end
      || array_to_tsvector(array_remove(array_remove(wholes, ''), null))
$$;

-- Words that were asked, as records in other languages than Dutch have them: in any one of these languages.
create or replace function cataloguing.foreign_query(asked text) returns tsquery
language sql immutable parallel safe set search_path = '' as $$
  select string_agg('(' || regexp_replace(q::text, '''([^'']+)''', '''~' || left(l, 1) || '\1''', 'g') || ')', ' | ')::tsquery
    from unnest(array['eng', 'fre', 'ger']) as l cross join lateral to_tsquery(cataloguing.stems_of(l), asked) as q where numnode(q) > 0
$$;

-- All words asked for, stemmed; the last one may also be the beginning of a word. Words that say nothing ("de", "het")
-- are left out, unless nothing else was asked. Phrases are words side by side as they are written. Where `abroad` is
-- true, also as records in other languages have the words.
create or replace function cataloguing.words_query(finished text, last text, beginning text, phrases text default null, abroad boolean default false)
returns tsquery language plpgsql immutable parallel safe set search_path = '' as $$
declare
  whole tsquery := coalesce(to_tsquery('cataloguing.dutch_plain', finished), ''::tsquery);
  stem tsquery := coalesce(to_tsquery('cataloguing.dutch_plain', last), ''::tsquery);
  ending tsquery := ''::tsquery;
begin
  if finished is not null and numnode(whole) = 0 and numnode(stem) = 0 then
    whole := to_tsquery('cataloguing.simple_plain', finished);
  end if;
  if beginning is not null then ending := stem || to_tsquery('cataloguing.simple_plain', beginning); end if;
  if abroad then
    if numnode(whole) > 0 then whole := whole || coalesce(cataloguing.foreign_query(finished), ''::tsquery); end if;
    if beginning is not null then ending := ending || coalesce(cataloguing.foreign_query(last), ''::tsquery); end if;
  end if;
  return whole && ending && coalesce(to_tsquery('cataloguing.simple_plain', phrases), ''::tsquery);
end $$;

-- The same words where they bear this weight and no other.
create or replace function cataloguing.weighing(asked tsquery, weight text) returns tsquery
language sql immutable parallel safe set search_path = '' as $$
  select regexp_replace(asked::text, '''([^'']+)''(?::(\*?)[ABCD]*)?', '''\1'':\2' || weight, 'g')::tsquery
$$;

-- How often each title was lent in a month (of UTC, as the events are parted), over all libraries and without anyone
-- who borrowed. What was undone does not count.
create or replace function cataloguing.loans_of_month(month date) returns table (title_id bigint, loans integer)
language sql stable security definer set search_path = '' as $$
  with undone as materialized (
    select u.undoes from circulation.event u
     where u.kind = 'undo' and u.undoes is not null and u.occurred_at >= month::timestamp at time zone 'UTC'
       and u.occurred_at < (month + interval '2 months') at time zone 'UTC')
  select e.title_id, count(*)::integer from circulation.event e
   where e.kind = 'checkout' and e.title_id is not null and e.occurred_at >= month::timestamp at time zone 'UTC'
     and e.occurred_at < (month + interval '1 month') at time zone 'UTC'
     and e.event_id not in (select undoes from undone)
   group by e.title_id
$$;
