-- The officer of all libraries writes to whom a breach of another library reached: a job does it in that library, so asked and not yet done.
alter table privacy.breach add column tell_at timestamptz;
select base.describe('privacy.breach', 'tell_at | none');
create index breach_tell on privacy.breach (library_id) where tell_at is not null;
grant select (tell_at) on privacy.breach to kaft_finder;
