-- The items of a title at a branch by one look: who asks what stands here now asks it of ten thousand titles. It serves
-- whatever asked for the items of a title alone, which is why that index goes.
create index item_title_branch on inventory.item (title_id, branch_id, item_id);
drop index inventory.item_title;
