-- What the catalogue tells to anyone: what changed since, what is gone, and a role that can see nothing else.

-- In the order in which titles changed: how others keep up with the catalogue.
create index title_changed on cataloguing.title (changed_at, title_id);
create index title_number on cataloguing.title (control_number);

-- Titles that were taken out of the catalogue altogether: whoever harvested them must hear of it, for good.
create table cataloguing.title_gone (
  title_id bigint primary key,
  gone_at timestamptz not null
);
create index title_gone_at on cataloguing.title_gone (gone_at, title_id);
select base.describe('cataloguing.title_gone', $$
  title_id | none
  gone_at  | none
$$);
grant select, insert on cataloguing.title_gone to kaft_app, kaft_jobs;

-- The doors that anyone may use come in as this role: the catalogue, and where items are. Of an item's status neither
-- the loan nor the note; of a table with persons nothing, by no mistake of the program.
grant usage on schema base, cataloguing, inventory, circulation, organisation to kaft_public;
grant select on cataloguing.title, cataloguing.title_search, cataloguing.title_isbn, cataloguing.word, cataloguing.title_gone to kaft_public;
grant select (item_id, library_id, title_id, branch_id, item_type, shelf, call_number, loanable, state) on inventory.item to kaft_public;
grant select (item_id, status, branch_id, due_on) on circulation.item_status to kaft_public;
grant select (library_id, code, name, active) on organisation.library to kaft_public;
grant select (branch_id, library_id, code, name) on organisation.branch to kaft_public;
