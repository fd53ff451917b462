-- Help from outside (P46, P101): accounts of a helpdesk or of the supplier stand apart and see nobody. What they may see is
-- asked for by ticket, given for some hours, and ends by itself: by the clock of the database, in the scope of the session.

alter table organisation.staff drop constraint staff_kind_check;
alter table organisation.staff add constraint staff_kind_check check (kind in ('person', 'machine', 'helper'));
grant update (kind) on organisation.staff to kaft_finder;

create table organisation.help (
  help_id bigint generated always as identity primary key,
  -- The library that is helped, and whose this row is.
  library_id bigint not null references organisation.library,
  helper_id bigint not null,
  -- The helper belongs to another library, which this one does not see.
  helper_name text not null,
  employer text not null check (employer in ('helpdesk', 'leverancier')),
  ticket text not null check (ticket <> ''),
  reason text not null check (reason <> ''),
  hours smallint not null check (hours between 1 and 24),
  -- Null is looking only; to write is asked apart, with a reason of its own.
  write_reason text,
  -- Null where the library answers; else why whoever works for all libraries does.
  central_why text,
  starts_at timestamptz,
  asked_at timestamptz not null,
  approved boolean,
  answered_at timestamptz,
  answered_by bigint,
  answered_name text,
  answer text,
  writes boolean not null default false,
  begins_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  ended_by bigint,
  ended_name text,
  -- When somebody of the library said that they know, of what was given without them.
  noted_at timestamptz,
  check ((approved is null) = (answered_at is null)),
  check ((approved is true) = (begins_at is not null)),
  check ((begins_at is null) = (ends_at is null)),
  check (ends_at > begins_at),
  check (not writes or (approved is true and write_reason is not null)),
  check (employer <> 'leverancier' or central_why is not null)
);
create index help_library on organisation.help (library_id, help_id desc);
create index help_helper on organisation.help (helper_id, help_id desc);
select base.describe('organisation.help', $$
  help_id       | none
  library_id    | none
  helper_id     | staff; administration; Y2; row
  helper_name   | staff; administration; Y2; row
  employer      | none
  ticket        | none
  reason        | staff; administration; Y2; row
  hours         | none
  write_reason  | staff; administration; Y2; row
  central_why   | staff; administration; Y2; row
  starts_at     | none
  asked_at      | none
  approved      | none
  answered_at   | none
  answered_by   | staff; administration; Y2; row
  answered_name | staff; administration; Y2; row
  answer        | staff; administration; Y2; row
  writes        | none
  begins_at     | none
  ends_at       | none
  ended_at      | none
  ended_by      | staff; administration; Y2; row
  ended_name    | staff; administration; Y2; row
  noted_at      | none
$$);

-- A session of a helper, and by which help it looks at a library. `from_session_id` is the helper's own session, to which it
-- goes back; it has no key, since both are let go by the day.
alter table organisation.session
  add column helper boolean not null default false,
  add column help_id bigint references organisation.help,
  add column from_session_id bigint,
  add constraint session_helps check (help_id is null or helper);
create index session_help on organisation.session (help_id) where help_id is not null;
create index session_from on organisation.session (from_session_id) where from_session_id is not null;
select base.describe('organisation.session', $$
  helper          | none
  help_id         | none
  from_session_id | none
$$);

-- Each look of a helper names the help that allowed it.
alter table privacy.access_log add column help_id bigint;
create index access_log_help on privacy.access_log (help_id, access_id desc) where help_id is not null;
select base.describe('privacy.access_log', $$
  help_id | none
$$);

-- What these answer is written in db/code.
create function organisation.help_asker() returns bigint language sql stable as $$ select null::bigint $$;
create function organisation.help_judge() returns bigint language sql stable as $$ select null::bigint $$;

alter table organisation.help enable row level security;
alter table organisation.help force row level security;
create policy owner on organisation.help to kaft_owner using (true);
create policy finder on organisation.help to kaft_finder using (true);
create policy own on organisation.help to kaft_jobs using (library_id = (select organisation.own_library()));
create policy seen on organisation.help for select to kaft_app
  using (library_id = (select organisation.help_judge()) or helper_id = (select organisation.help_asker())
    or (select organisation.for_consortium()));
create policy asked on organisation.help for insert to kaft_app
  with check (helper_id = (select organisation.help_asker()) and approved is null and ended_at is null and noted_at is null);
create policy changed on organisation.help for update to kaft_app
  using (library_id = (select organisation.help_judge()) or helper_id = (select organisation.help_asker())
    or (select organisation.for_consortium()));
grant select, insert on organisation.help to kaft_app;
grant update (approved, answered_at, answered_by, answered_name, answer, writes, begins_at, ends_at, ended_at, ended_by, ended_name, noted_at)
  on organisation.help to kaft_app;
grant select on organisation.help to kaft_finder;
grant select, delete on organisation.help to kaft_jobs;
