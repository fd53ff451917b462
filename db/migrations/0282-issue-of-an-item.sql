-- Which number of a magazine, or which volume of a set, an item is: in the words that stand on it (MARC 21 holdings, 863 and 876 $3).
alter table inventory.item add column issue text;
select base.describe('inventory.item', 'issue | none');
grant select (issue) on inventory.item to kaft_public;
-- An item that was added a moment ago and with which nothing happened can be taken back by who added it.
grant delete on inventory.item to kaft_app;
