-- The title alone of a work that is filed under its maker, so that who types another title of it finds it.
alter table cataloguing.authority_name add column title_key text;
create index authority_name_title on cataloguing.authority_name (title_key) where title_key is not null;
select base.describe('cataloguing.authority_name', $$
  title_key | none
$$);
