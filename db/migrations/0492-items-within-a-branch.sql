-- What stands on the shelves of a branch is asked of thousands of its titles at once. In an index of the branch they lie side by side; in
-- that of all titles each is a page of its own. With state and loanable in it, it is also what the pull list read in an index of its own.
create index item_within_branch on inventory.item (branch_id, title_id, item_id) include (state, loanable);
drop index inventory.item_branch_title;
