-- The catalogue's search rows by tiers of popularity, all that is searched or filtered by in one index; loans by month.

alter table cataloguing.title add column subtitle text;
select base.describe('cataloguing.title', $$
  subtitle | none
$$);

-- Words as they are written: for the beginning of a word, and for words that the Dutch configuration leaves out.
create text search configuration cataloguing.simple_plain (copy = pg_catalog.simple);

-- Steps of about three, so that each tier is a few times as large as the one before it.
create function cataloguing.tier_of(popularity integer) returns smallint language sql immutable parallel safe as $$
  select (case when popularity >= 300 then 0 when popularity >= 100 then 1 when popularity >= 30 then 2
               when popularity >= 10 then 3 when popularity >= 3 then 4 when popularity >= 1 then 5 else 6 end)::smallint
$$;

-- What the table held is made anew from the titles: nothing stands here that does not stand there.
drop table cataloguing.title_search;

-- Tiers are read from the most popular down, and reading stops at the first ten thousand matches; a title whose
-- popularity changes moves by itself. So nothing is ever written anew as a whole, and nobody waits for it.
create table cataloguing.title_search (
  title_id bigint not null references cataloguing.title on delete cascade,
  tier smallint not null,
  popularity integer not null,
  document tsvector not null,
  -- What a search is narrowed by, as `material:book`, `language:dut`, `author:Elsschot, Willem`.
  tags text[] not null,
  -- Branches that have an item.
  branches bigint[] not null,
  check (tier = cataloguing.tier_of(popularity)),
  primary key (title_id, tier)
) partition by list (tier);
do $$
begin
  for tier in 0..6 loop
    execute format('create table cataloguing.title_search_%s partition of cataloguing.title_search for values in (%s)', tier, tier);
  end loop;
end $$;
create index title_search_terms on cataloguing.title_search using gin (document, tags, branches);
select base.describe('cataloguing.title_search', $$
  title_id   | none
  tier       | none
  popularity | none
  document   | none
  tags       | none
  branches   | none
$$);

-- How often a title was lent in a month, over all libraries: what popularity is made of.
create table cataloguing.title_month (
  title_id bigint not null references cataloguing.title on delete cascade,
  month date not null,
  loans integer not null check (loans > 0),
  primary key (title_id, month)
);
create index title_month_month on cataloguing.title_month (month);
select base.describe('cataloguing.title_month', $$
  title_id | none
  month    | none
  loans    | none
$$);

grant select, insert, update, delete on cataloguing.title_search to kaft_app, kaft_jobs;
grant select on cataloguing.title_month to kaft_app;
grant select, insert, update, delete on cataloguing.title_month to kaft_jobs;
-- An import of a whole catalogue leaves the planner's figures behind it up to date.
grant maintain on cataloguing.title, cataloguing.title_search, cataloguing.title_isbn, cataloguing.word, inventory.item to kaft_jobs;

-- A function can be handed only to a role that may create in its schema; nobody can act as this one.
grant create on schema cataloguing to kaft_finder;
