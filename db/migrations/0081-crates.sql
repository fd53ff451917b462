-- Transport: crates with their trips, what lies in them, and what is looked for on its way.

-- A crate with its barcode. It belongs to a library and travels among those that items are carried between.
create table circulation.crate (
  crate_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  code text not null,
  -- Where it usually goes; absent: it is asked when it is opened.
  to_branch_id bigint references organisation.branch,
  unique (library_id, code)
);
create index crate_code on circulation.crate (code);
select base.describe('circulation.crate', $$
  crate_id     | none
  library_id   | none
  code         | none
  to_branch_id | none
$$);

-- One trip of a crate: open while it is filled, sent, receiving while it is emptied, received. Who did it stands in
-- the events.
create table circulation.crate_trip (
  trip_id bigint generated always as identity primary key,
  crate_id bigint not null references circulation.crate,
  from_branch_id bigint not null references organisation.branch,
  to_branch_id bigint not null references organisation.branch,
  state text not null check (state in ('open', 'sent', 'receiving', 'received')),
  opened_at timestamptz not null,
  sent_at timestamptz,
  received_at timestamptz,
  emptied_at timestamptz,
  check (from_branch_id <> to_branch_id),
  check ((state = 'open') = (sent_at is null)),
  check ((state in ('receiving', 'received')) = (received_at is not null)),
  check ((state = 'received') = (emptied_at is not null))
);
create unique index crate_trip_one on circulation.crate_trip (crate_id) where state <> 'received';
create index crate_trip_to on circulation.crate_trip (to_branch_id) where state <> 'received';
create index crate_trip_from on circulation.crate_trip (from_branch_id) where state <> 'received';
select base.describe('circulation.crate_trip', $$
  trip_id        | none
  crate_id       | none
  from_branch_id | none
  to_branch_id   | none
  state          | none
  opened_at      | none
  sent_at        | none
  received_at    | none
  emptied_at     | none
$$);

create table circulation.crate_item (
  trip_id bigint not null references circulation.crate_trip on delete cascade,
  item_id bigint not null references inventory.item,
  packed_at timestamptz not null,
  -- When it was taken out: received, or packed elsewhere meanwhile.
  unpacked_at timestamptz,
  primary key (trip_id, item_id)
);
create index crate_item_now on circulation.crate_item (item_id) where unpacked_at is null;
select base.describe('circulation.crate_item', $$
  trip_id     | none
  item_id     | none
  packed_at   | none
  unpacked_at | none
$$);

-- Items that are late on their way and that somebody looks for.
create table circulation.transit_search (
  item_id bigint primary key references inventory.item on delete cascade,
  branch_id bigint not null references organisation.branch,
  since timestamptz not null
);
select base.describe('circulation.transit_search', $$
  item_id   | none
  branch_id | none
  since     | none
$$);

grant select, insert, update, delete on circulation.crate, circulation.crate_trip, circulation.crate_item, circulation.transit_search
  to kaft_app, kaft_jobs;
grant usage on sequence circulation.crate_crate_id_seq, circulation.crate_trip_trip_id_seq to kaft_app, kaft_jobs;
create index item_status_left on circulation.item_status (branch_id) where status = 'in_transit';
