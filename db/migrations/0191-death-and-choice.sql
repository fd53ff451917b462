-- What ends with a reader who died, so that it can be put back; and when, and by whom, somebody chose whether loans are kept.

alter table circulation.hold drop constraint hold_closed_because_check;
alter table circulation.hold add constraint hold_closed_because_check
  check (closed_because in ('cancelled', 'too_long', 'not_collected', 'undone', 'title_gone', 'patron_gone'));

alter table patrons.patron
  -- The desk events that ended reservations with the membership.
  add column end_events uuid[] not null default '{}';
select base.describe('patrons.patron', 'end_events | pseudonym; functional; P54; row');
-- The night looks for reservations of who died; there are few of them.
create index patron_deceased on patrons.patron (library_id) where deceased;
