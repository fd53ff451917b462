-- In the two years after a membership only administrative work reaches a record (P55): an ended member is found for a reason that is
-- said, and the reason stands in the log beside who looked. The doors to history keep their own three.
alter table privacy.access_log drop constraint access_log_reason_check;
alter table privacy.access_log add constraint access_log_reason_check
  check (reason in ('damage', 'dispute', 'own_request', 'rejoin', 'open_matters'));
