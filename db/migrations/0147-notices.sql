-- Messages to a patron that are about no title: where their data came from when the library moved in, and with whom the
-- library is going to work together.
alter table messaging.message alter column title_id drop not null;
alter table messaging.message add column agreement_id bigint references organisation.agreement;
select base.describe('messaging.message', 'agreement_id | none');
create index message_agreement on messaging.message (agreement_id, library_id) where agreement_id is not null;
alter table messaging.message drop constraint message_kind_check;
alter table messaging.message add constraint message_kind_check check (kind in ('hold_ready', 'hold_moved', 'hold_expired', 'predue', 'reminder',
  'invoice', 'renewed', 'not_renewed', 'moved_in', 'cooperation'));
alter table messaging.message add constraint message_about check (title_id is not null or kind in ('moved_in', 'cooperation'));
