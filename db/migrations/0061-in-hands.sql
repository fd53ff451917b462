-- An item in the hand may be lent to somebody whom this library may not see, and a hold shelf holds slips of others.
-- Functions end such a loan and choose the number of a slip.
grant update (returned_at, returned_on, returned_branch_id, ended) on circulation.loan to kaft_finder;
grant select, insert, update on circulation.shelf_counter to kaft_finder;
