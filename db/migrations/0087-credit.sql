-- Credit: money that a patron keeps when what it was paid for falls away. Given (negative) without a charge, used
-- (positive) when it settles one; the line on the charge is of this kind too.
alter table finance.entry drop constraint entry_kind_check;
alter table finance.entry add constraint entry_kind_check
  check (kind in ('charge', 'payment', 'waiver', 'reversal', 'rounding', 'credit'));
alter table finance.entry drop constraint entry_charge_kind_known;
alter table finance.entry add constraint entry_charge_kind_known check (charge_kind in
  ('membership', 'deposit', 'fine', 'lending_fee', 'hold', 'card', 'replacement', 'processing', 'damage', 'other', 'rounding'));
do $$
declare said text;
begin
  select conname into strict said from pg_constraint
   where conrelid = 'finance.entry'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%charge_id IS NULL%';
  execute format('alter table finance.entry drop constraint %I', said);
end $$;
alter table finance.entry add constraint entry_settles_charge
  check ((kind = 'charge') = (charge_id is null) or kind in ('reversal', 'rounding', 'credit'));

-- Which charge a credit was given for. The line itself cannot say so when it stands free of the charge.
create table finance.refund (
  entry_id bigint primary key references finance.entry,
  library_id bigint not null references organisation.library,
  charge_id bigint not null references finance.entry
);
create index refund_charge on finance.refund (charge_id);
select base.describe('finance.refund', $$
  entry_id   | none
  library_id | none
  charge_id  | none
$$);
alter table finance.refund enable row level security;
alter table finance.refund force row level security;
create policy owner on finance.refund to kaft_owner using (true);
create policy scope on finance.refund to kaft_app, kaft_jobs using (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert on finance.refund to kaft_app, kaft_jobs;

-- Charges about an item that turns up again, whose loan may be long unlinked.
create index charge_about_item on finance.charge_about (item_id) where item_id is not null;
