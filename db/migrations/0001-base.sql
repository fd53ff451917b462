-- What every module stands on: schemas, the data map's grammar, the answers of commands, the keys' fingerprints.

create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gist with schema public;

create schema base;
create schema organisation;
create schema patrons;
create schema cataloguing;
create schema inventory;
create schema circulation;
create schema finance;
create schema privacy;

grant usage on schema base, organisation, patrons, cataloguing, inventory, circulation, finance, privacy
  to kaft_app, kaft_jobs, kaft_finder;

-- The data map. One line a column, or a key of a JSON column as `column.key`:
--   name | none                                          nothing personal
--   name | category; purpose; retention; erasure         personal
-- A test fails on a column or key that is not described, and on a word that the grammar does not know.
create function base.describe(relation regclass, map text) returns void language plpgsql as $$
declare
  line text;
  part text[];
  col text;
  said text;
begin
  foreach line in array string_to_array(map, E'\n') loop
    continue when btrim(line) = '';
    part := string_to_array(line, '|');
    col := btrim(part[1]);
    said := btrim(part[2]);
    if position('.' in col) > 0 then
      said := concat_ws(E'\n', col_description(relation, (
        select attnum from pg_attribute where attrelid = relation and attname = split_part(col, '.', 1))), col || ' | ' || said);
      col := split_part(col, '.', 1);
    end if;
    execute format('comment on column %s.%I is %L', relation, col, said);
  end loop;
end $$;

-- An instant as the contract writes it, for JSON that SQL makes.
create function base.iso(at timestamptz) returns text language sql immutable parallel safe as
$$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

-- Answers of commands, so that a repeat returns the first one. Kept thirty days; holds ids, never names.
create table base.command (
  library_id bigint not null,
  command_id uuid not null,
  operation text not null,
  staff_id bigint,
  request_hash bytea not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (library_id, command_id)
);
create index command_at on base.command (at);
select base.describe('base.command', $$
  library_id   | none
  command_id   | none
  operation    | none
  staff_id     | staff; administration; D30; row
  request_hash | pseudonym; functional; D30; row
  answer       | pseudonym; functional; D30; row
  answer.*     | pseudonym; functional; D30; row
  at           | none
$$);

-- Fingerprints of the keys in use: a start without one of them is refused, since what it locked could not be read.
create table base.key_fingerprint (
  key_name text not null,
  fingerprint text not null,
  state text not null check (state in ('in_use', 'destroyed')),
  at timestamptz not null,
  primary key (key_name, fingerprint)
);
select base.describe('base.key_fingerprint', $$
  key_name    | none
  fingerprint | none
  state       | none
  at          | none
$$);

-- One row: what this database is, and whether the demo was loaded.
create table base.installation (
  one boolean primary key default true check (one),
  demo boolean not null,
  demo_loaded_at timestamptz,
  made_at timestamptz not null
);
select base.describe('base.installation', $$
  one            | none
  demo           | none
  demo_loaded_at | none
  made_at        | none
$$);
grant select on base.installation to kaft_app, kaft_jobs;
grant select, insert on base.command to kaft_app, kaft_jobs;
grant delete on base.command to kaft_jobs;
alter table base.command enable row level security;
alter table base.command force row level security;
