-- The kinds of desk event, whole; more of them for items: complete again, looked at, looked for, paid for.
alter table circulation.event drop constraint event_kind_check;
alter table circulation.event add constraint event_kind_check check (kind in (
  'checkout', 'checkin', 'renewal', 'receive', 'undo', 'due_changed', 'in_house',
  'hold_placed', 'hold_cancelled', 'hold_changed', 'hold_suspended', 'hold_resumed', 'hold_ready', 'hold_in_transit', 'hold_cleared',
  'hold_expired', 'hold_not_found', 'hold_escalated',
  'item_added', 'item_lost', 'item_missing', 'item_found', 'item_damaged', 'item_incomplete', 'item_repaired', 'item_completed',
  'item_checked', 'item_withdrawn', 'item_restored', 'damage_charged',
  'claimed_returned', 'claim_looked', 'claim_resolved', 'item_packed', 'item_unpacked', 'transit_lost', 'transit_found', 'transit_sought',
  'crate_opened', 'crate_closed', 'crate_received', 'crate_emptied', 'invoiced'));
