-- The kinds of desk event, whole: what lending, holds, items, crates and dates can go through.
alter table circulation.event drop constraint event_kind_check;
alter table circulation.event add constraint event_kind_check check (kind in (
  'checkout', 'checkin', 'renewal', 'receive', 'undo', 'due_changed', 'in_house',
  'hold_placed', 'hold_cancelled', 'hold_changed', 'hold_suspended', 'hold_resumed', 'hold_ready', 'hold_in_transit', 'hold_cleared',
  'hold_expired', 'hold_not_found', 'hold_escalated',
  'item_added', 'item_lost', 'item_missing', 'item_found', 'item_damaged', 'item_incomplete', 'item_repaired', 'item_withdrawn',
  'claimed_returned', 'claim_resolved', 'item_packed', 'item_unpacked', 'transit_lost', 'invoiced'));
