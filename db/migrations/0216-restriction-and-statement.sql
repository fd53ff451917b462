-- Processing that is limited (AVG art. 18, 21): for these purposes the data are kept and not used.
create table privacy.restriction (
  restriction_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null,
  case_id bigint,
  cause text not null check (cause in ('request', 'objection')),
  purposes text[] not null check (cardinality(purposes) > 0
    and purposes <@ array['identification', 'functional', 'exchange', 'administration', 'statistics', 'communication']),
  from_at timestamptz not null,
  set_by bigint,
  -- The person is told before it is lifted (AVG art. 18(3)).
  told_at timestamptz,
  told_by bigint,
  lifted_at timestamptz,
  lifted_by bigint,
  check (lifted_at is null or told_at is not null)
);
create index restriction_patron on privacy.restriction (patron_id) where lifted_at is null;
create index restriction_library on privacy.restriction (library_id, restriction_id) where lifted_at is null;
select base.describe('privacy.restriction', $$
  restriction_id | none
  library_id     | none
  patron_id      | pseudonym; administration; P54; row
  case_id        | pseudonym; administration; P54; row
  cause          | preference; administration; P54; row
  purposes       | preference; administration; P54; row
  from_at        | preference; administration; P54; row
  set_by         | staff; administration; P54; row
  told_at        | none
  told_by        | staff; administration; P54; row
  lifted_at      | preference; administration; P54; row
  lifted_by      | staff; administration; P54; row
$$);
alter table privacy.restriction enable row level security;
alter table privacy.restriction force row level security;
create policy owner on privacy.restriction to kaft_owner using (true);
-- A partner that may see the patron has to honour it too.
create policy seen on privacy.restriction for select to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]) or (select organisation.for_privacy()));
create policy made on privacy.restriction for insert to kaft_app, kaft_jobs
  with check (library_id = (select organisation.own_library()) or (select organisation.for_privacy()));
create policy changed on privacy.restriction for update to kaft_app, kaft_jobs
  using (library_id = (select organisation.own_library()) or (select organisation.for_privacy()))
  with check (library_id = (select organisation.own_library()) or (select organisation.for_privacy()));
create policy gone on privacy.restriction for delete to kaft_jobs using (library_id = (select organisation.own_library()));
grant select, insert on privacy.restriction to kaft_app, kaft_jobs;
grant update on privacy.restriction to kaft_app, kaft_jobs;
grant delete on privacy.restriction to kaft_jobs;

-- Versions of the privacy statement. One that began is never changed.
create table privacy.statement (
  version text primary key,
  from_on date not null unique,
  title text not null,
  -- In plain words what is new against the version before it.
  changes text not null default '',
  body text not null,
  made_at timestamptz not null
);
select base.describe('privacy.statement', $$
  version | none
  from_on | none
  title   | none
  changes | none
  body    | none
  made_at | none
$$);
alter table privacy.statement enable row level security;
alter table privacy.statement force row level security;
create policy owner on privacy.statement to kaft_owner using (true);
create policy seen on privacy.statement for select to kaft_app, kaft_jobs, kaft_finder using (true);
create policy made on privacy.statement for insert to kaft_app with check ((select organisation.for_privacy()));
create policy changed on privacy.statement for update to kaft_app
  using ((select organisation.for_privacy())) with check ((select organisation.for_privacy()));
grant select on privacy.statement to kaft_app, kaft_jobs, kaft_finder;
grant insert on privacy.statement to kaft_app;
grant update (from_on, title, changes, body, made_at) on privacy.statement to kaft_app;

-- Which version was shown to whom, when, by whom and how: the record has the last one, this keeps them all.
alter table patrons.patron add column statement_by bigint;
select base.describe('patrons.patron', 'statement_by | staff; administration; P54; row');
update patrons.patron set statement_by = registered_by where statement_version is not null;
create table patrons.statement_shown (
  shown_id bigint generated always as identity primary key,
  library_id bigint not null references organisation.library,
  patron_id bigint not null references patrons.patron on delete cascade,
  version text not null,
  how text not null,
  shown_at timestamptz not null,
  shown_by bigint
);
create index statement_shown_patron on patrons.statement_shown (patron_id);
select base.describe('patrons.statement_shown', $$
  shown_id   | none
  library_id | none
  patron_id  | pseudonym; administration; P54; row
  version    | library; administration; P54; row
  how        | library; administration; P54; row
  shown_at   | library; administration; P54; row
  shown_by   | staff; administration; P54; row
$$);
alter table patrons.statement_shown enable row level security;
alter table patrons.statement_shown force row level security;
create policy owner on patrons.statement_shown to kaft_owner using (true);
create policy scope on patrons.statement_shown to kaft_app, kaft_jobs
  using (library_id = any ((select organisation.scope())::bigint[]));
grant select, insert on patrons.statement_shown to kaft_app, kaft_jobs;
grant update (patron_id) on patrons.statement_shown to kaft_app;
insert into patrons.statement_shown (library_id, patron_id, version, how, shown_at, shown_by)
  select library_id, patron_id, statement_version, coalesce(statement_how, 'screen'), statement_shown_at, registered_by
    from patrons.patron where statement_version is not null and statement_shown_at is not null;
create function patrons.statement_was_shown() returns trigger language plpgsql as $$
begin
  insert into patrons.statement_shown (library_id, patron_id, version, how, shown_at, shown_by)
  values (new.library_id, new.patron_id, new.statement_version, coalesce(new.statement_how, 'screen'), new.statement_shown_at, new.statement_by);
  return null;
end $$;
create trigger statement_was_shown after insert on patrons.patron for each row
  when (new.statement_version is not null and new.statement_shown_at is not null) execute function patrons.statement_was_shown();
create trigger statement_is_shown after update of statement_shown_at on patrons.patron for each row
  when (new.statement_version is not null and new.statement_shown_at is not null
    and new.statement_shown_at is distinct from old.statement_shown_at) execute function patrons.statement_was_shown();
-- Who was not told of the statement that holds now, walked by id.
create index patron_statement on patrons.patron (library_id, statement_version, patron_id);
