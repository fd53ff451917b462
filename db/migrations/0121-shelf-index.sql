-- From what is waited for to what may stand here, without reading the items: most of what is waited for is out.
drop index inventory.item_branch_title;
create index item_branch_title on inventory.item (branch_id, title_id, item_id) where state = 'in_use' and loanable;
