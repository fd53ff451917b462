-- Titles, how they are found, and the items that carry them. Nothing here is about a person.

create text search configuration cataloguing.dutch_plain (copy = pg_catalog.dutch);
alter text search configuration cataloguing.dutch_plain
  alter mapping for hword, hword_part, word, asciiword, asciihword, hword_asciipart with public.unaccent, pg_catalog.dutch_stem;

create table cataloguing.title (
  title_id bigint generated always as identity primary key,
  source text not null,
  control_number text not null,
  record bytea not null,
  record_hash bytea not null,
  title text not null,
  author text,
  year integer,
  material text not null,
  language text,
  audience text,
  series text,
  publisher text,
  extent text,
  summary text,
  isbns text[] not null,
  subjects text[] not null,
  contributors text[] not null,
  state text not null default 'in_use' check (state in ('in_use', 'merged', 'withdrawn')),
  changed_at timestamptz not null,
  unique (source, control_number)
);
select base.describe('cataloguing.title', $$
  title_id       | none
  source         | none
  control_number | none
  record         | none
  record_hash    | none
  title          | none
  author         | none
  year           | none
  material       | none
  language       | none
  audience       | none
  series         | none
  publisher      | none
  extent         | none
  summary        | none
  isbns          | none
  subjects       | none
  contributors   | none
  state          | none
  changed_at     | none
$$);

-- Narrow, and written in order of popularity, so that the first matches that a scan meets are the ones to show.
create table cataloguing.title_search (
  title_id bigint primary key references cataloguing.title on delete cascade,
  popularity integer not null,
  document tsvector not null,
  material text not null,
  language text,
  audience text,
  decade integer,
  author text,
  series text,
  subjects text[] not null
);
create index title_search_document on cataloguing.title_search using gin (document);
create index title_search_popularity on cataloguing.title_search (popularity desc, title_id);
select base.describe('cataloguing.title_search', $$
  title_id   | none
  popularity | none
  document   | none
  material   | none
  language   | none
  audience   | none
  decade     | none
  author     | none
  series     | none
  subjects   | none
$$);

create table cataloguing.title_isbn (
  isbn text collate "C" not null,
  title_id bigint not null references cataloguing.title on delete cascade,
  primary key (isbn, title_id)
);
create index title_isbn_title on cataloguing.title_isbn (title_id);
select base.describe('cataloguing.title_isbn', $$
  isbn     | none
  title_id | none
$$);

-- Words that occur in titles and authors, for "did you mean".
create table cataloguing.word (
  word text collate "C" primary key,
  titles integer not null
);
create index word_near on cataloguing.word using gin (word public.gin_trgm_ops);
select base.describe('cataloguing.word', $$
  word   | none
  titles | none
$$);

-- The key is library + barcode: old local codes repeat between libraries.
create table inventory.item (
  item_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  barcode text not null,
  title_id bigint not null references cataloguing.title,
  branch_id bigint not null references organisation.branch,
  item_type text not null,
  shelf text,
  call_number text,
  price_cents integer check (price_cents >= 0),
  loanable boolean not null default true,
  note text,
  state text not null default 'in_use' check (state in ('in_use', 'missing', 'withdrawn', 'on_order')),
  acquired_on date,
  unique (library_id, barcode)
);
create index item_barcode on inventory.item (barcode);
create index item_title on inventory.item (title_id);
create index item_branch_shelf on inventory.item (branch_id, shelf, call_number);
select base.describe('inventory.item', $$
  item_id     | none
  library_id  | none
  barcode     | none
  title_id    | none
  branch_id   | none
  item_type   | none
  shelf       | none
  call_number | none
  price_cents | none
  loanable    | none
  note        | none
  state       | none
  acquired_on | none
$$);

grant select, insert, update, delete on cataloguing.title, cataloguing.title_search, cataloguing.title_isbn, cataloguing.word
  to kaft_app, kaft_jobs;
grant select, insert, update on inventory.item to kaft_app, kaft_jobs;
grant select on inventory.item to kaft_finder;
