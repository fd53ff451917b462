-- How titles are put into words, and how what someone typed becomes a question to them.

-- Each word as the Dutch stemmer has it and as it is written: title, then author and series, then the rest; and the
-- whole title as one word, by which one that was typed to its end is told from longer ones.
create or replace function cataloguing.search_document(titles text, makers text, others text, wholes text[]) returns tsvector
language sql immutable parallel safe as $$
  select setweight(to_tsvector('cataloguing.dutch_plain', titles), 'A') || setweight(to_tsvector('cataloguing.simple_plain', titles), 'A')
      || setweight(to_tsvector('cataloguing.dutch_plain', makers), 'B') || setweight(to_tsvector('cataloguing.simple_plain', makers), 'B')
      || setweight(to_tsvector('cataloguing.dutch_plain', others), 'C') || setweight(to_tsvector('cataloguing.simple_plain', others), 'C')
      || array_to_tsvector(array(select distinct w from unnest(wholes) w where w <> ''))
$$;

-- All words asked for, stemmed; the last one may also be the beginning of a word. Words that say nothing ("de", "het")
-- are left out, unless nothing else was asked.
create or replace function cataloguing.words_query(finished text, last text, beginning text) returns tsquery
language plpgsql immutable parallel safe set search_path = '' as $$
declare
  whole tsquery := coalesce(to_tsquery('cataloguing.dutch_plain', finished), ''::tsquery);
  stem tsquery := coalesce(to_tsquery('cataloguing.dutch_plain', last), ''::tsquery);
begin
  if finished is not null and numnode(whole) = 0 and numnode(stem) = 0 then
    whole := to_tsquery('cataloguing.simple_plain', finished);
  end if;
  if beginning is null then return whole; end if;
  return whole && (stem || to_tsquery('cataloguing.simple_plain', beginning));
end $$;

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
