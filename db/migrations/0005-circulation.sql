-- Regulations, loans, holds, where items are, and the events of the desk.

create table circulation.regulation (
  version_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  name text not null,
  state text not null check (state in ('draft', 'scheduled', 'active', 'retired')),
  starts_on date,
  author_id bigint,
  reason text not null,
  made_at timestamptz not null,
  activated_at timestamptz,
  check (state = 'draft' or (starts_on is not null and activated_at is not null))
);
create index regulation_library on circulation.regulation (library_id, starts_on) where state <> 'draft';
select base.describe('circulation.regulation', $$
  version_id   | none
  library_id   | none
  name         | none
  state        | none
  starts_on    | none
  author_id    | staff; administration; Y10; null
  reason       | none
  made_at      | none
  activated_at | none
$$);

create table circulation.regulation_row (
  version_id bigint not null references circulation.regulation on delete cascade,
  row_no integer not null,
  rule jsonb not null,
  primary key (version_id, row_no)
);
select base.describe('circulation.regulation_row', $$
  version_id | none
  row_no     | none
  rule       | none
  rule.*     | none
$$);

-- Terms of loans: the resolved values of a version, once for all loans that share them.
create table circulation.terms (
  terms_id bigint generated always as identity primary key,
  version_id bigint not null references circulation.regulation,
  hash bytea not null unique,
  resolved jsonb not null
);
select base.describe('circulation.terms', $$
  terms_id   | none
  version_id | none
  hash       | none
  resolved   | none
  resolved.* | none
$$);

-- Where an item is now. Absent means: on its shelf. Holds no person, so that everyone may know what is in.
create table circulation.item_status (
  item_id bigint primary key references inventory.item on delete cascade,
  status text not null check (status in ('available', 'on_loan', 'in_transit', 'hold_shelf')),
  branch_id bigint not null references organisation.branch,
  to_branch_id bigint references organisation.branch,
  loan_id bigint,
  hold_id bigint,
  due_on date,
  since timestamptz not null,
  check ((status = 'on_loan') = (loan_id is not null)),
  check ((status = 'in_transit') = (to_branch_id is not null)),
  check (status <> 'hold_shelf' or hold_id is not null)
);
create index item_status_moving on circulation.item_status (to_branch_id) where status = 'in_transit';
create index item_status_away on circulation.item_status (branch_id) where status in ('hold_shelf', 'available');
select base.describe('circulation.item_status', $$
  item_id      | none
  status       | none
  branch_id    | none
  to_branch_id | none
  loan_id      | none
  hold_id      | none
  due_on       | none
  since        | none
$$);

create table circulation.loan (
  loan_id bigint generated always as identity primary key,
  -- The library of the patron: scope follows the person.
  library_id bigint not null references organisation.library,
  patron_id bigint,
  item_id bigint not null references inventory.item,
  item_library_id bigint not null references organisation.library,
  title_id bigint not null,
  item_type text not null,
  branch_id bigint not null references organisation.branch,
  workstation_id bigint,
  lent_by bigint,
  lent_at timestamptz not null,
  due_on date not null,
  first_due_on date not null,
  renewals integer not null default 0 check (renewals >= 0),
  renewed_at timestamptz,
  terms_id bigint not null references circulation.terms,
  trace jsonb not null,
  returned_at timestamptz,
  returned_on date,
  returned_branch_id bigint references organisation.branch,
  ended text check (ended in ('returned', 'undone', 'lent_on')),
  check ((returned_at is null) = (ended is null))
);
create unique index loan_open_item on circulation.loan (item_id) where returned_at is null;
create index loan_open_patron on circulation.loan (patron_id) where returned_at is null;
create index loan_patron_returned on circulation.loan (patron_id, returned_at) where returned_at is not null;
create index loan_item_returned on circulation.loan (item_id, returned_at desc) where returned_at is not null;
select base.describe('circulation.loan', $$
  loan_id            | pseudonym; functional; D90; unlink
  library_id         | none
  patron_id          | pseudonym; functional; D90; unlink
  item_id            | loan; functional; D90; unlink
  item_library_id    | none
  title_id           | loan; functional; D90; unlink
  item_type          | none
  branch_id          | none
  workstation_id     | none
  lent_by            | staff; administration; D90; null
  lent_at            | loan; functional; D90; coarsen
  due_on             | loan; functional; D90; coarsen
  first_due_on       | loan; functional; D90; coarsen
  renewals           | none
  renewed_at         | loan; functional; D90; null
  terms_id           | none
  trace              | loan; functional; D90; null
  trace.*            | loan; functional; D90; null
  returned_at        | loan; functional; D90; coarsen
  returned_on        | loan; functional; D90; coarsen
  returned_branch_id | none
  ended              | none
$$);

create table circulation.hold (
  hold_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null,
  title_id bigint not null,
  pickup_branch_id bigint not null references organisation.branch,
  state text not null check (state in ('waiting', 'in_transit', 'ready', 'filled', 'cancelled', 'expired')),
  placed_at timestamptz not null,
  placed_by bigint,
  item_id bigint,
  hold_code text,
  ready_at timestamptz,
  ready_until date,
  closed_at timestamptz,
  closed_by bigint,
  loan_id bigint,
  check ((state in ('in_transit', 'ready', 'filled')) = (item_id is not null) or state in ('cancelled', 'expired')),
  check (state <> 'ready' or (hold_code is not null and ready_until is not null)),
  check ((state in ('filled', 'cancelled', 'expired')) = (closed_at is not null))
);
create unique index hold_open_once on circulation.hold (library_id, patron_id, title_id) where closed_at is null;
create unique index hold_one_item on circulation.hold (item_id) where state in ('in_transit', 'ready');
create unique index hold_code_free on circulation.hold (pickup_branch_id, hold_code) where state = 'ready';
create index hold_queue on circulation.hold (title_id, placed_at, hold_id) where state = 'waiting';
create index hold_patron on circulation.hold (patron_id) where closed_at is null;
create index hold_shelf on circulation.hold (pickup_branch_id, ready_until) where state = 'ready';
select base.describe('circulation.hold', $$
  hold_id          | pseudonym; functional; D90; row
  library_id       | none
  patron_id        | pseudonym; functional; D90; row
  title_id         | loan; functional; D90; row
  pickup_branch_id | none
  state            | none
  placed_at        | loan; functional; D90; row
  placed_by        | staff; administration; D90; row
  item_id          | loan; functional; D90; row
  hold_code        | library; functional; D90; row
  ready_at         | loan; functional; D90; row
  ready_until      | loan; functional; D90; row
  closed_at        | loan; functional; D90; row
  closed_by        | staff; administration; D90; row
  loan_id          | pseudonym; functional; D90; row
$$);

-- The last number given on the hold shelf of a branch: codes such as V-17 walk on, so that two slips never agree.
create table circulation.shelf_counter (
  branch_id bigint primary key references organisation.branch,
  last_no integer not null
);
select base.describe('circulation.shelf_counter', $$
  branch_id | none
  last_no   | none
$$);

-- What the desk did, append-only, with the facts that statistics count frozen in it. No patron stands here.
create table circulation.event (
  event_id uuid not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  kind text not null check (kind in ('checkout', 'checkin', 'renewal', 'receive', 'hold_placed', 'hold_cancelled', 'hold_ready',
    'hold_in_transit', 'hold_cleared', 'undo')),
  undoes uuid,
  library_id bigint not null,
  branch_id bigint not null,
  workstation_id bigint,
  staff_id bigint,
  source text not null check (source in ('desk', 'self', 'internet', 'job')),
  item_id bigint,
  item_library_id bigint,
  title_id bigint,
  item_type text,
  shelf text,
  closed_stack boolean,
  audience text,
  language text,
  loan_id bigint,
  hold_id bigint,
  patron_library_id bigint,
  age_band text,
  gender text,
  membership_type text,
  postcode text,
  day_part text not null,
  due_on date,
  late_days integer,
  amount_cents integer,
  undo jsonb,
  position bigint generated always as identity,
  primary key (event_id, occurred_at)
) partition by range (occurred_at);
create index event_branch on circulation.event (branch_id, occurred_at desc);
create index event_undoes on circulation.event (undoes) where undoes is not null;
create index event_position on circulation.event (position);
create index event_loan on circulation.event (loan_id) where loan_id is not null;
select base.describe('circulation.event', $$
  event_id          | none
  occurred_at       | loan; statistics; D90; coarsen
  received_at       | loan; statistics; D90; coarsen
  kind              | none
  undoes            | none
  library_id        | none
  branch_id         | none
  workstation_id    | none
  staff_id          | staff; administration; D90; null
  source            | none
  item_id           | loan; statistics; D90; null
  item_library_id   | none
  title_id          | none
  item_type         | none
  shelf             | none
  closed_stack      | none
  audience          | none
  language          | none
  loan_id           | pseudonym; functional; D90; null
  hold_id           | pseudonym; functional; D90; null
  patron_library_id | none
  age_band          | characteristic; statistics; D90; coarsen
  gender            | characteristic; statistics; D90; coarsen
  membership_type   | none
  postcode          | contact; statistics; D90; coarsen
  day_part          | none
  due_on            | loan; statistics; D90; coarsen
  late_days         | none
  amount_cents      | none
  undo              | pseudonym; functional; D90; null
  undo.*            | pseudonym; functional; D90; null
  position          | none
$$);

-- The only tie between an event and a person, in the partition of the month in which it must go.
create table circulation.event_patron (
  event_id uuid not null,
  patron_id bigint not null,
  library_id bigint not null,
  erase_in date not null,
  primary key (event_id, erase_in)
) partition by range (erase_in);
create index event_patron_patron on circulation.event_patron (patron_id);
-- Those who asked to keep their history: no date until they say otherwise.
create table circulation.event_patron_kept partition of circulation.event_patron for values from ('9999-01-01') to (maxvalue);
select base.describe('circulation.event_patron', $$
  event_id   | pseudonym; functional; D90; partition
  patron_id  | pseudonym; functional; D90; partition
  library_id | none
  erase_in   | none
$$);

do $$
declare t text;
begin
  foreach t in array array['regulation', 'loan', 'hold', 'event', 'event_patron'] loop
    execute format('alter table circulation.%I enable row level security', t);
    execute format('alter table circulation.%I force row level security', t);
    execute format('create policy owner on circulation.%I to kaft_owner using (true)', t);
    execute format('create policy finder on circulation.%I to kaft_finder using (true)', t);
  end loop;
  foreach t in array array['hold', 'event', 'event_patron'] loop
    execute format('create policy scope on circulation.%I to kaft_app, kaft_jobs
      using (library_id = any ((select organisation.scope())::bigint[]))', t);
  end loop;
end $$;
-- The library that owns an item knows that it is lent, and may take it back, also when it may not see to whom.
create policy scope on circulation.loan to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]) or item_library_id = (select organisation.own_library()));
create policy scope on circulation.regulation to kaft_app, kaft_jobs using (true)
  with check (library_id = (select organisation.own_library()));
grant select, insert, update on circulation.regulation, circulation.item_status, circulation.loan, circulation.hold,
  circulation.shelf_counter to kaft_app, kaft_jobs;
grant select, insert, update, delete on circulation.regulation_row to kaft_app;
grant select on circulation.regulation_row to kaft_jobs;
grant select, insert on circulation.event, circulation.terms to kaft_app, kaft_jobs;
grant usage on sequence circulation.loan_loan_id_seq, circulation.hold_hold_id_seq to kaft_app, kaft_jobs;
grant update on circulation.event to kaft_jobs;
grant select, insert, update on circulation.event_patron to kaft_app;
grant select, insert, update, delete on circulation.event_patron to kaft_jobs;
grant select on circulation.loan, circulation.hold, circulation.item_status, circulation.event, circulation.event_patron to kaft_finder;
