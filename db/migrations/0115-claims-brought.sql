-- What a reader said to have brought back, and then handed in: neither found in the library nor given up.
alter table circulation.claim drop constraint claim_ended_check;
alter table circulation.claim add constraint claim_ended_check
  check (ended in ('found', 'brought', 'lost', 'dismissed', 'withdrawn', 'undone'));
