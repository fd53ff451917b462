-- What a merge and a fusion look for by the patron or the item, and found by reading whole tables.
create index block_of_patron on patrons.block (patron_id) where lifted_at is not null;
create index claim_item on circulation.claim (item_id);
