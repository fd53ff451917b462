-- Two libraries that become one merge the records of whoever both knew by a job: the password goes along there too.
grant update (patron_id) on patrons.reader_login to kaft_jobs;
