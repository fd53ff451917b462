-- The public page of a title names its other editions.
grant select on cataloguing.title_work to kaft_public;

-- Whether somebody likes each edition of a work by itself in what a search of the catalogue shows.
select base.describe('organisation.staff', $$
  preferences.editions_apart | staff; administration; employment; row
$$);
