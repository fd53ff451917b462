-- What the values of a regulation need beside the day: moments, labels, deposits and suspensions.

-- What is lent by the hour is due at a moment; everything else at the end of its day.
alter table circulation.loan add column due_at timestamptz;
alter table circulation.item_status add column due_at timestamptz;
select base.describe('circulation.item_status', $$
  due_at | none
$$);
-- The trace is named key by key: it says of a loan which rows held and how far each step moved its day.
select base.describe('circulation.loan', $$
  due_at           | loan; functional; D90; coarsen
  trace            | loan; functional; D90; null
  trace.version_id | loan; functional; D90; null
  trace.rows       | loan; functional; D90; null
  trace.steps      | loan; functional; D90; null
$$);

-- The age that the label of an item asks for, in years.
alter table inventory.item add column age_label integer check (age_label between 1 and 99);
select base.describe('inventory.item', $$
  age_label | none
$$);

-- A deposit is a charge of its own kind. The list has a name that says what it is, and is widened under it.
alter table finance.entry drop constraint entry_charge_kind_check;
alter table finance.entry add constraint entry_charge_kind_known check (charge_kind in
  ('membership', 'deposit', 'fine', 'lending_fee', 'hold', 'card', 'replacement', 'other', 'rounding'));
create index entry_deposit on finance.entry (account_id) where charge_kind = 'deposit';
-- What a patron owes is summed charge by charge, with its age: the index alone answers which lines belong together.
drop index finance.entry_account;
create index entry_account on finance.entry (account_id) include (amount_cents, charge_id, library_id);

-- A block that follows from a late return, by the regulation. A longer one takes the place of a shorter one.
alter table patrons.block add column cause text not null default 'hand' check (cause in ('hand', 'suspension'));
alter table patrons.block add column event_id uuid;
alter table patrons.block add column replaces bigint;
create index block_event on patrons.block (event_id) where event_id is not null;
select base.describe('patrons.block', $$
  cause    | library; functional; P54; row
  event_id | pseudonym; functional; P54; row
  replaces | none
$$);
