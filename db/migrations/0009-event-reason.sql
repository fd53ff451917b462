-- Why a return counts for another day than the one on which it was scanned.
alter table circulation.event add column reason text;
select base.describe('circulation.event', $$
  reason | note; functional; D90; null
$$);
