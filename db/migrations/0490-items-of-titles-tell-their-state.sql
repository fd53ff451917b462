-- Which titles stand on a shelf is asked of thousands of titles at once: with the state in the index, the items themselves are not read.
create index item_title_state on inventory.item (title_id, branch_id, item_id) include (state);
drop index inventory.item_title_branch;
