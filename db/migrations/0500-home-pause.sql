-- A reader to whom nothing is brought for a while: away, in hospital. Their place in the drive stays. Without a last day it goes on until it is ended;
-- one that is over is forgotten in the night.
alter table circulation.home_stop
  add column paused_from date,
  add column paused_until date,
  add constraint home_stop_pause check (paused_until is null or (paused_from is not null and paused_from <= paused_until));
select base.describe('circulation.home_stop', $$
  paused_from  | characteristic; functional; P54; row
  paused_until | characteristic; functional; P54; row
$$);
