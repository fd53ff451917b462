-- The ledger in its smallest form: charge, payment, waiver, reversal, rounding; never changed, never removed.

-- The tie between a ledger line and a person: it goes, the lines stay.
create table finance.account (
  account_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null,
  unique (library_id, patron_id)
);
select base.describe('finance.account', $$
  account_id | pseudonym; functional; P54; row
  library_id | none
  patron_id  | pseudonym; functional; P54; row
$$);

create table finance.entry (
  entry_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  account_id bigint not null,
  kind text not null check (kind in ('charge', 'payment', 'waiver', 'reversal', 'rounding')),
  charge_kind text not null check (charge_kind in ('membership', 'fine', 'lending_fee', 'hold', 'card', 'replacement', 'other', 'rounding')),
  -- A charge is positive; what settles it is negative and points at it.
  amount_cents integer not null check (amount_cents <> 0),
  charge_id bigint references finance.entry,
  reverses bigint references finance.entry,
  payment_id uuid,
  method text check (method in ('cash', 'card', 'loose_terminal')),
  at timestamptz not null,
  on_day date not null,
  staff_id bigint,
  branch_id bigint,
  workstation_id bigint,
  reason text,
  check ((kind = 'charge') = (charge_id is null) or kind in ('reversal', 'rounding')),
  check (kind <> 'charge' or amount_cents > 0),
  check ((kind = 'payment') <= (payment_id is not null and method is not null))
);
create index entry_account on finance.entry (account_id) include (amount_cents);
create index entry_charge on finance.entry (charge_id) where charge_id is not null;
create index entry_payment on finance.entry (payment_id) where payment_id is not null;
create unique index entry_reversed_once on finance.entry (reverses) where reverses is not null;
select base.describe('finance.entry', $$
  entry_id       | none
  library_id     | none
  account_id     | pseudonym; functional; Y10; unlink
  kind           | none
  charge_kind    | none
  amount_cents   | none
  charge_id      | none
  reverses       | none
  payment_id     | none
  method         | none
  at             | none
  on_day         | none
  staff_id       | staff; administration; Y10; null
  branch_id      | none
  workstation_id | none
  reason         | note; functional; Y10; null
$$);

-- Which loan and title a charge is about, for as long as it is open; dropped when it is settled and the term is over.
create table finance.charge_about (
  entry_id bigint primary key references finance.entry,
  library_id bigint not null references organisation.library,
  loan_id bigint,
  item_id bigint,
  title_id bigint
);
create index charge_about_loan on finance.charge_about (loan_id);
select base.describe('finance.charge_about', $$
  entry_id   | none
  library_id | none
  loan_id    | pseudonym; functional; D90; row
  item_id    | loan; functional; D90; row
  title_id   | loan; functional; D90; row
$$);

create function finance.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: correct it by a reversal' using errcode = 'KF002';
end $$;
create trigger append_only before update or delete or truncate on finance.entry
  for each statement execute function finance.refuse_change();

do $$
declare t text;
begin
  foreach t in array array['account', 'entry', 'charge_about'] loop
    execute format('alter table finance.%I enable row level security', t);
    execute format('alter table finance.%I force row level security', t);
    execute format('create policy owner on finance.%I to kaft_owner using (true)', t);
    execute format('create policy scope on finance.%I to kaft_app, kaft_jobs
      using (library_id = any ((select organisation.scope())::bigint[]))', t);
    execute format('grant select, insert on finance.%I to kaft_app, kaft_jobs', t);
  end loop;
end $$;
grant update, delete on finance.account to kaft_jobs;
grant delete on finance.charge_about to kaft_jobs;
