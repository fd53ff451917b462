-- A receipt of a visit goes by mail to who asks for one at the desk. It says which part of the day it is of; what happened in it is read when it goes.
alter table messaging.message add column since_at timestamptz, add column until_at timestamptz;
select base.describe('messaging.message', $$
  since_at | loan; communication; D90; row
  until_at | loan; communication; D90; row
$$);
alter table messaging.message drop constraint message_kind_check;
alter table messaging.message add constraint message_kind_check check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder',
  'invoice', 'renewed', 'not_renewed', 'moved_in', 'cooperation', 'parting', 'fused', 'online_confirm', 'online_reminder', 'statement', 'breach',
  'campaign', 'reader_link', 'receipt'));
alter table messaging.message drop constraint message_about;
alter table messaging.message add constraint message_about check (title_id is not null or kind in ('moved_in', 'cooperation', 'parting', 'fused',
  'online_confirm', 'online_reminder', 'statement', 'breach', 'campaign', 'reader_link', 'receipt'));
-- On paper it is printed at the desk itself, so as a message it never becomes a letter.
alter table messaging.message add constraint message_receipt_check check ((kind = 'receipt') = (since_at is not null)
  and (since_at is null) = (until_at is null) and (kind <> 'receipt' or channel = 'email'));
