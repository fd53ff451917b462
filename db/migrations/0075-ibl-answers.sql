-- A library that is asked for an item answers for a hold that it may not see: a function does that for it.
grant update (state, asked_at, answered_at, answered_by, item_id) on circulation.ibl_request to kaft_finder;
grant update (ibl_until) on circulation.hold to kaft_finder;
