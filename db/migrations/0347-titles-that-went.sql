-- Titles that are in use no more are few, and told in every set: who harvests a small one finds them without reading all others.
create index title_went on cataloguing.title (changed_at, title_id) where state <> 'in_use';
