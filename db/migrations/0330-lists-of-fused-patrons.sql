-- Two libraries that become one have patrons in common: their places on lists of addresses follow the record that stays.
grant update (patron_id) on messaging.address_list_row to kaft_jobs;
