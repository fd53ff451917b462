-- What can happen to an object: lost, damaged, incomplete, said to be returned, added at the desk.

alter table inventory.item drop constraint item_state_check;
alter table inventory.item add constraint item_state_check
  check (state in ('in_use', 'missing', 'withdrawn', 'on_order', 'lost', 'damaged', 'incomplete'));

-- When the desk is told what stands in `note`, and whether it must answer before it goes on.
alter table inventory.item
  add note_when text not null default 'both' check (note_when in ('both', 'lend', 'return')),
  add note_ask boolean not null default false;
select base.describe('inventory.item', $$
  note_when | none
  note_ask  | none
$$);

-- What an item went through, without anyone's name: from when until when, and the desk events that began and ended it.
create table inventory.item_condition (
  condition_id bigint generated always as identity primary key,
  item_id bigint not null references inventory.item,
  library_id bigint not null references organisation.library,
  kind text not null check (kind in ('damaged', 'incomplete', 'missing', 'lost', 'claimed', 'withdrawn', 'quick_added')),
  since timestamptz not null,
  note text,
  event_id uuid not null,
  ended_at timestamptz,
  ended text check (ended in ('repaired', 'complete', 'found', 'restored', 'catalogued', 'settled', 'undone')),
  ended_event uuid,
  check ((ended_at is null) = (ended is null))
);
create index item_condition_item on inventory.item_condition (item_id, since desc);
create index item_condition_open on inventory.item_condition (library_id, kind) where ended_at is null;
create index item_condition_event on inventory.item_condition (event_id);
create index item_condition_ended_event on inventory.item_condition (ended_event) where ended_event is not null;
select base.describe('inventory.item_condition', $$
  condition_id | none
  item_id      | none
  library_id   | none
  kind         | none
  since        | none
  note         | none
  event_id     | none
  ended_at     | none
  ended        | none
  ended_event  | none
$$);
grant select, insert, update on inventory.item_condition to kaft_app, kaft_jobs;

-- A loan may end without the object: lost, or let go after a claim that could not be settled. From `claimed_on` on
-- no fine runs.
alter table circulation.loan drop constraint loan_ended_check;
alter table circulation.loan add constraint loan_ended_check
  check (ended in ('returned', 'undone', 'lent_on', 'lost', 'dismissed'));
alter table circulation.loan add claimed_on date;
select base.describe('circulation.loan', 'claimed_on | loan; functional; D90; null');
-- Late loans of a branch: for what ages to lost, and for what a change of its calendar would do to fines.
create index loan_open_branch_due on circulation.loan (branch_id, due_on) where returned_at is null;

-- "I brought it back": the item is looked for on the shelf, so many times, until it is found or staff decide.
create table circulation.claim (
  claim_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  item_library_id bigint not null references organisation.library,
  loan_id bigint not null,
  item_id bigint not null references inventory.item,
  branch_id bigint not null references organisation.branch,
  claimed_at timestamptz not null,
  looks integer not null default 0 check (looks >= 0),
  looked_at timestamptz,
  event_id uuid not null,
  ended_at timestamptz,
  ended text check (ended in ('found', 'lost', 'dismissed', 'withdrawn', 'undone')),
  ended_event uuid,
  check ((ended_at is null) = (ended is null))
);
create unique index claim_open_loan on circulation.claim (library_id, loan_id) where ended_at is null;
create index claim_to_look_for on circulation.claim (branch_id) where ended_at is null;
create index claim_event on circulation.claim (event_id);
create index claim_ended_event on circulation.claim (ended_event) where ended_event is not null;
select base.describe('circulation.claim', $$
  claim_id        | none
  library_id      | none
  item_library_id | none
  loan_id         | pseudonym; functional; D90; row
  item_id         | loan; functional; D90; row
  branch_id       | none
  claimed_at      | loan; functional; D90; row
  looks           | none
  looked_at       | none
  event_id        | none
  ended_at        | none
  ended           | none
  ended_event     | none
$$);
alter table circulation.claim enable row level security;
alter table circulation.claim force row level security;
create policy owner on circulation.claim to kaft_owner using (true);
create policy finder on circulation.claim to kaft_finder using (true);
-- As with the loan: the library that owns the item may look for it, also when it may not see whose loan it was.
create policy scope on circulation.claim to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]) or item_library_id = (select organisation.own_library()));
grant select, insert, update on circulation.claim to kaft_app, kaft_jobs;
grant delete on circulation.claim to kaft_jobs;

select base.describe('organisation.workstation', 'settings.same_day_scan | none');
