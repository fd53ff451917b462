-- Help from outside: who asks, who judges, and what can never be.

-- The helper of this session, in their own session and not in that of a library.
create or replace function organisation.help_asker() returns bigint
language sql stable security definer set search_path = '' as $$
  select s.staff_id from organisation.session s
   where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null
     and s.expires_at > statement_timestamp() and s.helper and s.help_id is null
$$;

-- The library of this session, where it is somebody of the library themselves.
create or replace function organisation.help_judge() returns bigint
language sql stable security definer set search_path = '' as $$
  select s.library_id from organisation.session s
   where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null
     and s.expires_at > statement_timestamp() and not s.helper
$$;

-- An account that helps has that one role and no other, for ever: it can never come to see patrons by another one.
create or replace function organisation.helpers_apart() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  helps boolean := new.role in ('helpdesk', 'leverancier');
  now_kind text;
begin
  select a.kind into now_kind from organisation.staff a where a.staff_id = new.staff_id;
  if helps = (now_kind = 'helper') and (not helps or not exists (
       select from organisation.staff_role r where r.staff_id = new.staff_id and r.role <> new.role)) then
    return new;
  end if;
  if not helps or now_kind <> 'person' or exists (select from organisation.staff_role r where r.staff_id = new.staff_id) then
    raise exception 'an account of a helper has no other role' using errcode = 'KF002';
  end if;
  update organisation.staff set kind = 'helper' where staff_id = new.staff_id;
  update organisation.session set ended_at = now() where staff_id = new.staff_id and ended_at is null;
  return new;
end $$;
drop trigger if exists helpers_apart on organisation.staff_role;
create trigger helpers_apart before insert or update of role on organisation.staff_role
  for each row execute function organisation.helpers_apart();

-- A session of such an account says so, whoever opens it: its scope hangs on that.
create or replace function organisation.session_of_helper() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.helper := exists (select from organisation.staff a where a.staff_id = new.staff_id and a.kind = 'helper');
  return new;
end $$;
drop trigger if exists session_of_helper on organisation.session;
create trigger session_of_helper before insert on organisation.session for each row execute function organisation.session_of_helper();

-- What was asked stays as it was asked, is answered once, by somebody else, for no longer than was asked and than is allowed
-- at all; and what ended stays ended.
create or replace function organisation.help_stands() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  judge bigint := organisation.help_judge();
  central boolean := organisation.for_consortium();
  most integer := coalesce((select (c.value #>> '{}')::integer from organisation.central_setting c where c.key = 'help.most_hours'), 8);
begin
  if session_user <> 'kaft_app' then return new; end if;
  if (old.ended_at is not null or old.approved is false)
     and row(new.ended_at, new.ended_by, new.ended_name) is distinct from row(old.ended_at, old.ended_by, old.ended_name) then
    raise exception 'this help is over' using errcode = '42501';
  end if;
  if (old.approved is not null or old.ended_at is not null) and row(new.approved, new.answered_at, new.answered_by, new.answered_name, new.answer, new.writes,
       new.begins_at, new.ends_at) is distinct from row(old.approved, old.answered_at, old.answered_by, old.answered_name, old.answer,
       old.writes, old.begins_at, old.ends_at) then
    raise exception 'this help was answered' using errcode = '42501';
  end if;
  if old.approved is null and new.approved is not null then
    if (case when old.central_why is null then judge = old.library_id else central end) is not true then
      raise exception 'this help is answered by somebody else' using errcode = '42501';
    end if;
    if new.answered_by is null or new.answered_by = old.helper_id then
      raise exception 'nobody answers themselves' using errcode = '42501';
    end if;
    if new.approved and (old.hours > most or new.begins_at < old.asked_at - interval '1 second' or new.ends_at <> new.begins_at + make_interval(hours => old.hours)) then
      raise exception 'this help would last too long' using errcode = '42501';
    end if;
  end if;
  return new;
end $$;
drop trigger if exists help_stands on organisation.help;
create trigger help_stands before update on organisation.help for each row execute function organisation.help_stands();

-- When help ends, so do the sessions that look by it, in the same commit; and with a helper's own session all that came of it.
create or replace function organisation.help_ends() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'help' then
    update organisation.session set ended_at = now() where help_id = new.help_id and ended_at is null;
  else
    update organisation.session set ended_at = now() where from_session_id = new.session_id and ended_at is null;
  end if;
  return null;
end $$;
drop trigger if exists help_ends on organisation.help;
create trigger help_ends after update of ended_at on organisation.help
  for each row when (old.ended_at is null and new.ended_at is not null) execute function organisation.help_ends();
drop trigger if exists help_ends on organisation.session;
create trigger help_ends after update of ended_at on organisation.session
  for each row when (old.ended_at is null and new.ended_at is not null and new.helper and new.help_id is null) execute function organisation.help_ends();

-- Opens a session of the library that is helped, out of the helper's own one, for as long as the help lasts. Null where it
-- does not run now, or is somebody else's.
create or replace function organisation.open_help(asked bigint, asked_branch bigint, secret_hash bytea) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  opened bigint;
begin
  insert into organisation.session (secret_hash, staff_id, library_id, branch_id, started_at, full_until, expires_at, second_factor_at,
    helper, help_id, from_session_id)
  select open_help.secret_hash, s.staff_id, h.library_id, b.branch_id, now(), least(h.ends_at, s.full_until), least(h.ends_at, s.expires_at),
         s.second_factor_at, true, h.help_id, s.session_id
    from organisation.help h
    join organisation.library l on l.library_id = h.library_id and organisation.stands(l.active, l.agreed)
    join organisation.session s on s.staff_id = h.helper_id
     and s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null
     and s.expires_at > statement_timestamp() and s.helper and s.help_id is null
    join lateral (select x.branch_id from organisation.branch x where x.library_id = h.library_id
                   order by x.branch_id = asked_branch desc nulls last, x.code limit 1) b on true
   where h.help_id = asked and h.approved and h.ended_at is null
     and statement_timestamp() >= h.begins_at and statement_timestamp() < h.ends_at
  returning session_id into opened;
  return opened;
end $$;

-- Works at another branch of the library that is helped. A session that only looks cannot say it itself.
create or replace function organisation.move_help(secret text, asked_branch bigint) returns bigint
language sql volatile security definer set search_path = '' as $$
  update organisation.session s set branch_id = b.branch_id, version = s.version + 1
    from organisation.branch b
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.help_id is not null and s.ended_at is null
     and s.expires_at > statement_timestamp() and b.branch_id = asked_branch and b.library_id = s.library_id
  returning s.session_id
$$;

-- Goes back to the helper's own session, under a new secret; also after the help ended by itself, and once only. Null where
-- that session is over.
create or replace function organisation.leave_help(secret text, new_hash bytea) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  own bigint;
  back bigint;
begin
  select s.from_session_id into own from organisation.session s
   where s.secret_hash = sha256(convert_to(secret, 'UTF8')) and s.help_id is not null and s.from_session_id is not null for update;
  if own is null then return null; end if;
  update organisation.session s set ended_at = coalesce(s.ended_at, least(now(), s.expires_at)), from_session_id = null
   where s.secret_hash = sha256(convert_to(secret, 'UTF8'));
  update organisation.session s set secret_hash = new_hash, version = s.version + 1
   where s.session_id = own and s.ended_at is null and s.expires_at > statement_timestamp()
  returning s.session_id into back;
  return back;
end $$;

-- Writes whom a helper looked at, with the help that allowed it. It takes the secret, since a session that only looks writes
-- nothing itself; and it writes also when the help ended while the answer was made.
create or replace function privacy.log_help(secret text, at timestamptz, operation text, purpose text, patrons bigint[], outcomes text[],
  reasons text[], salts bytea[]) returns integer
language sql volatile security definer set search_path = '' as $$
  with session as (
    select s.library_id, s.staff_id, s.workstation_id, h.help_id, h.employer
      from organisation.session s join organisation.help h on h.help_id = s.help_id
     where s.secret_hash = sha256(convert_to(secret, 'UTF8'))
  ),
  written as (
    insert into privacy.access_log (library_id, by_library_id, at, operation, purpose, outcome, role, workstation_id, staff_id, patron_id, reason,
      salt, personal_hash, help_id)
    select s.library_id, s.library_id, log_help.at, log_help.operation, log_help.purpose, x.outcome, s.employer, s.workstation_id, s.staff_id,
           p.patron_id, x.reason, x.salt, sha256(x.salt || convert_to(concat_ws('|', coalesce(p.patron_id, 0), s.staff_id), 'UTF8')), s.help_id
      from session s cross join unnest(patrons, outcomes, reasons, salts) as x(patron_id, outcome, reason, salt)
      left join patrons.patron p on p.patron_id = x.patron_id and p.library_id = s.library_id
    returning 1
  )
  select count(*)::integer from written
$$;
