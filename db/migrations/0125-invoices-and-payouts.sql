-- Money that goes back over the counter is a line of its own: positive, by a method, under the id of a payment.
alter table finance.entry drop constraint entry_kind_check;
alter table finance.entry add constraint entry_kind_check
  check (kind in ('charge', 'payment', 'waiver', 'reversal', 'rounding', 'credit', 'payout'));
alter table finance.entry drop constraint entry_settles_charge;
alter table finance.entry add constraint entry_settles_charge
  check ((kind = 'charge') = (charge_id is null) or kind in ('reversal', 'rounding', 'credit', 'payout'));
alter table finance.entry add constraint entry_payout_whole
  check (kind <> 'payout' or (amount_cents > 0 and payment_id is not null and method is not null));

-- What an invoice booked, title by title: whoever takes the letter back finds the lines.
alter table messaging.message add column booked bigint[] not null default '{}';
select base.describe('messaging.message', $$
  booked | none
$$);

-- What a reader says to have brought back is not asked for.
alter table messaging.message drop constraint message_reason_check;
alter table messaging.message add constraint message_reason_check
  check (reason in ('undone', 'by_staff', 'collected', 'closed', 'returned', 'claimed', 'due_moved', 'patron_gone', 'address_refused',
    'no_answer', 'interrupted'));
