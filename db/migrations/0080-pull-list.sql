-- The pull list: the way along the shelves, who looks for what, what was not found, and who found for whom.

-- In which order one walks along the shelves of a branch. A shelf that is not here comes after those that are.
create table circulation.shelf_order (
  branch_id bigint not null references organisation.branch,
  shelf text not null,
  place integer not null,
  -- What the label on the shelf says to a scanner. It stays when the order changes: labels are on paper.
  label text not null unique,
  primary key (branch_id, shelf)
);
select base.describe('circulation.shelf_order', $$
  branch_id | none
  shelf     | none
  place     | none
  label     | none
$$);

-- Who looks for an item for a hold now. One hold has at most one claim, so two branches never fetch for the same one.
create table circulation.pull_claim (
  -- The library of the hold's patron, as in circulation.hold.
  library_id bigint not null references organisation.library,
  hold_id bigint not null,
  title_id bigint not null,
  branch_id bigint not null references organisation.branch,
  claimed_by bigint,
  claimed_at timestamptz not null,
  until timestamptz not null,
  primary key (library_id, hold_id)
);
create index pull_claim_branch on circulation.pull_claim (branch_id);
select base.describe('circulation.pull_claim', $$
  library_id | none
  hold_id    | pseudonym; functional; D90; row
  title_id   | loan; functional; D90; row
  branch_id  | none
  claimed_by | staff; administration; D90; row
  claimed_at | none
  until      | none
$$);

-- Items that should stand on the shelf and were not there: how often in a row, and until when nobody is sent again.
create table circulation.pull_miss (
  item_id bigint primary key references inventory.item on delete cascade,
  branch_id bigint not null references organisation.branch,
  tries integer not null check (tries > 0),
  last_at timestamptz not null,
  hidden_until timestamptz not null
);
select base.describe('circulation.pull_miss', $$
  item_id      | none
  branch_id    | none
  tries        | none
  last_at      | none
  hidden_until | none
$$);

-- One line for each item that was found on the list: which library found it, and for whose patron.
create table circulation.pull_fill (
  event_id uuid primary key,
  on_day date not null,
  library_id bigint not null references organisation.library,
  for_library_id bigint not null references organisation.library
);
create index pull_fill_by on circulation.pull_fill (library_id, on_day, for_library_id);
create index pull_fill_for on circulation.pull_fill (for_library_id, on_day, library_id);
select base.describe('circulation.pull_fill', $$
  event_id       | none
  on_day         | none
  library_id     | none
  for_library_id | none
$$);

alter table circulation.pull_claim enable row level security;
alter table circulation.pull_claim force row level security;
create policy owner on circulation.pull_claim to kaft_owner using (true);
create policy finder on circulation.pull_claim to kaft_finder using (true);
create policy scope on circulation.pull_claim to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));

grant select, insert, update, delete on circulation.shelf_order, circulation.pull_claim, circulation.pull_miss, circulation.pull_fill
  to kaft_app, kaft_jobs;

-- From the queue to the shelf: whatever waits in the libraries that work together, and the items of one branch by title.
create index hold_wanted on circulation.hold (library_id, title_id) where state = 'waiting';
create index item_branch_title on inventory.item (branch_id, title_id) where state = 'in_use' and loanable;
