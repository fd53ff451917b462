-- Who may be next in a queue, found without reading the queue: of each library's holds for each pickup branch only the
-- first few can be. The index of arrival served nothing else than reading queues whole, which this one does too.
drop index circulation.hold_queue;
create index hold_line on circulation.hold (title_id, library_id, pickup_branch_id, placed_at, hold_id) where state = 'waiting';

-- Items that stand on the shelf of a branch which is not their own are few, and the pull list of that branch asks for them.
alter table circulation.item_status add column astray boolean;
select base.describe('circulation.item_status', 'astray | none');
update circulation.item_status s set astray = true
  from inventory.item i where i.item_id = s.item_id and s.status = 'available' and i.branch_id <> s.branch_id;
create index item_status_astray on circulation.item_status (branch_id) where astray and status = 'available';

-- An item that gets another branch while it stands on a shelf stands there still, until somebody has it in the hand.
create function circulation.item_changes_branch() returns trigger
language plpgsql set search_path = '' as $$
begin
  update circulation.item_status s set astray = s.branch_id <> new.branch_id where s.item_id = new.item_id;
  return null;
end $$;
create trigger item_changes_branch after update of branch_id on inventory.item
  for each row when (old.branch_id is distinct from new.branch_id) execute function circulation.item_changes_branch();

grant select on circulation.pull_claim, circulation.pull_miss, circulation.shelf_order to kaft_finder;
