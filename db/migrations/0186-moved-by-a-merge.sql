-- What two records of one person become together: bags on their way, and what the national register told of either.
grant update (patron_id) on circulation.home_bag, patrons.register_notice, patrons.former_residence to kaft_app;
