-- How somebody likes the screens: it follows the account to every desk where they work.
alter table organisation.staff add column preferences jsonb not null default '{}';
select base.describe('organisation.staff', $$
  preferences          | staff; administration; employment; row
  preferences.language | staff; administration; employment; row
  preferences.theme    | staff; administration; employment; row
  preferences.density  | staff; administration; employment; row
  preferences.keys     | staff; administration; employment; row
  preferences.keys.*   | staff; administration; employment; row
$$);
