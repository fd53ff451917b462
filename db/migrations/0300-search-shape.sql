-- Words by the language of the record, words that mean the same, and which shape the search rows have.

-- Stems without stop words: what is left out in one language is a word in another, and every word that was asked counts.
create text search dictionary cataloguing.english_stems (template = pg_catalog.snowball, language = english);
create text search dictionary cataloguing.french_stems (template = pg_catalog.snowball, language = french);
create text search dictionary cataloguing.german_stems (template = pg_catalog.snowball, language = german);
do $$
declare language text;
begin
  foreach language in array array['english', 'french', 'german'] loop
    execute format('create text search configuration cataloguing.%I (copy = pg_catalog.simple)', language || '_plain');
    execute format('alter text search configuration cataloguing.%I
      alter mapping for hword, hword_part, word, asciiword, asciihword, hword_asciipart with cataloguing.%I', language || '_plain', language || '_stems');
  end loop;
end $$;

-- Both take one more argument from now on.
drop function if exists cataloguing.search_document(text, text, text, text[]);
drop function if exists cataloguing.words_query(text, text, text);

-- Words that mean the same to who searches, declared for all libraries: whoever asks for one finds the others too.
create table cataloguing.synonym_group (
  group_id bigint generated always as identity primary key,
  -- As they are shown, and as search reads them: small letters, no accents, one space between words.
  words text[] not null check (cardinality(words) between 2 and 20),
  keys text[] not null,
  changed_at timestamptz not null
);
create index synonym_group_keys on cataloguing.synonym_group using gin (keys);
select base.describe('cataloguing.synonym_group', $$
  group_id   | none
  words      | none
  keys       | none
  changed_at | none
$$);
grant select, insert, update, delete on cataloguing.synonym_group to kaft_app;
grant select on cataloguing.synonym_group to kaft_jobs, kaft_public;
