-- How titles are put into words, and how what someone typed becomes a question to them.

-- Each word as the Dutch stemmer has it and as it is written: title, then author and series, then the rest.
create or replace function cataloguing.search_document(titles text, makers text, others text) returns tsvector
language sql immutable parallel safe as $$
  select setweight(to_tsvector('cataloguing.dutch_plain', titles), 'A') || setweight(to_tsvector('cataloguing.simple_plain', titles), 'A')
      || setweight(to_tsvector('cataloguing.dutch_plain', makers), 'B') || setweight(to_tsvector('cataloguing.simple_plain', makers), 'B')
      || setweight(to_tsvector('cataloguing.dutch_plain', others), 'C') || setweight(to_tsvector('cataloguing.simple_plain', others), 'C')
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
