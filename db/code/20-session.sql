-- Signing in happens before there is a session, so these few functions look past the scope, each at one account.

create or replace function organisation.session_facts() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'session_id', s.session_id::text, 'staff_id', a.staff_id::text, 'staff_name', a.name, 'initials', a.initials,
    'library_id', l.library_id::text, 'library_name', l.name, 'branch_id', b.branch_id::text, 'branch_name', b.name,
    'version', s.version || '.' || a.version || '.' || l.epoch,
    'full_until', base.iso(s.full_until), 'preferences', a.preferences,
    'proven', s.second_factor_at is not null,
    'enrolled', exists (select from organisation.factor f where f.staff_id = a.staff_id and f.confirmed_at is not null),
    'factor_rule', (select c.value from organisation.central_setting c where c.key = 'staff.second_factor'),
    'role_ceiling', (select c.value from organisation.central_setting c where c.key = 'staff.role_ceiling'),
    'briefing_version', (select max(b.version) from organisation.briefing b),
    'undertaking', (select jsonb_build_object('version', u.version, 'signed_at', base.iso(u.signed_at)) from organisation.undertaking u
                     where u.staff_id = a.staff_id order by u.version desc, u.signed_at desc limit 1),
    'workstation', (select jsonb_build_object('workstation_id', w.workstation_id::text, 'name', w.name, 'settings', w.settings)
                      from organisation.workstation w where w.workstation_id = s.workstation_id),
    'branches', (select jsonb_agg(jsonb_build_object('branch_id', x.branch_id::text, 'name', x.name) order by x.code)
                   from organisation.branch x where x.library_id = l.library_id),
    'help', (select jsonb_build_object('help_id', h.help_id::text, 'ticket', h.ticket, 'employer', h.employer, 'writes', h.writes,
                      'ends_at', base.iso(s.expires_at)) from organisation.help h where h.help_id = s.help_id),
    'roles', coalesce((select jsonb_agg(distinct r.role) from organisation.staff_role r
               where r.staff_id = a.staff_id and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity')
                 and (r.branch_id is null or r.branch_id = s.branch_id)), '[]'),
    'scope', coalesce((select jsonb_agg(jsonb_build_object('library_id', y.library_id::text, 'name', y.name) order by y.library_id <> l.library_id, y.name)
                from organisation.library y where y.library_id = any (organisation.reach(l.library_id, s.helper, s.help_id))), '[]'))
    from organisation.session s
    join organisation.staff a on a.staff_id = s.staff_id and a.active
    join organisation.library l on l.library_id = s.library_id and organisation.stands(l.active, l.agreed)
    join organisation.branch b on b.branch_id = s.branch_id
   where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8'))
     and s.ended_at is null and s.expires_at > now()
$$;

-- What a password is checked against; the row of one login, nothing for an unknown one.
create or replace function organisation.sign_in_facts(asked_login text, asked_workstation bytea)
returns table (staff_id bigint, library_id bigint, library_active boolean, library_agreed boolean, password_hash text, locked_until timestamptz,
  failures integer, active boolean, branch_id bigint, workstation_id bigint)
language sql stable security definer set search_path = '' as $$
  select a.staff_id, a.library_id, l.active, organisation.stands(true, l.agreed), a.password_hash, a.locked_until, a.failures,
         a.active and (a.leaves_on is null or a.leaves_on >= organisation.today()),
         coalesce(w.branch_id,
           (select r.branch_id from organisation.staff_role r where r.staff_id = a.staff_id and r.branch_id is not null
              and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity') order by r.branch_id limit 1),
           (select b.branch_id from organisation.branch b where b.library_id = a.library_id order by b.code limit 1)),
         w.workstation_id
    from organisation.staff a
    join organisation.library l on l.library_id = a.library_id
    left join organisation.workstation w on w.key_hash = asked_workstation and w.library_id = a.library_id
   where a.login = asked_login and a.kind <> 'machine'
$$;

-- Counts a failure; after five the account rests for a quarter of an hour.
create or replace function organisation.sign_in_failed(asked bigint, at timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  update organisation.staff
     set failures = case when failures >= 4 then 0 else failures + 1 end,
         locked_until = case when failures >= 4 then at + interval '15 minutes' else locked_until end
   where staff_id = asked
$$;

create or replace function organisation.open_session(asked_staff bigint, asked_branch bigint, asked_workstation bigint,
  secret_hash bytea, at timestamptz, full_until timestamptz, ends timestamptz, fully boolean) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  opened bigint;
begin
  insert into organisation.session (secret_hash, staff_id, library_id, branch_id, workstation_id, started_at, full_until, expires_at)
  select secret_hash, a.staff_id, a.library_id, asked_branch, asked_workstation, at, full_until, ends
    from organisation.staff a join organisation.branch b on b.branch_id = asked_branch and b.library_id = a.library_id
    join organisation.library l on l.library_id = a.library_id and organisation.stands(l.active, l.agreed)
   where a.staff_id = asked_staff and a.active and (a.leaves_on is null or a.leaves_on >= organisation.today())
     and (a.locked_until is null or a.locked_until <= at)
  returning session_id into opened;
  if opened is null then return null; end if;
  update organisation.staff set failures = 0, locked_until = null
   where staff_id = asked_staff and (failures > 0 or locked_until is not null);
  if fully and asked_workstation is not null then
    insert into organisation.full_sign_in (workstation_id, staff_id, library_id, until)
    select asked_workstation, asked_staff, a.library_id, full_until from organisation.staff a where a.staff_id = asked_staff
    on conflict (workstation_id, staff_id) do update set until = excluded.until;
  end if;
  return opened;
end $$;

-- Whether the session of this transaction acts for the consortium: only then may agreements be written.
create or replace function organisation.for_consortium() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from organisation.session s
      join organisation.staff_role r on r.staff_id = s.staff_id and r.role = 'consortium'
       and organisation.today() between r.starts_on and coalesce(r.ends_on, 'infinity')
     where s.secret_hash = sha256(convert_to(current_setting('kaft.session', true), 'UTF8')) and s.ended_at is null and s.expires_at > now())
$$;

-- Who somebody of a provider is here; the same facts as for a login.
create or replace function organisation.identity_facts(asked_issuer text, asked_subject text, asked_workstation bytea)
returns table (staff_id bigint, library_id bigint, library_active boolean, library_agreed boolean, password_hash text, locked_until timestamptz,
  failures integer, active boolean, branch_id bigint, workstation_id bigint)
language sql stable security definer set search_path = '' as $$
  select f.* from organisation.staff_identity i join organisation.staff a on a.staff_id = i.staff_id
   cross join lateral organisation.sign_in_facts(a.login, asked_workstation) f
   where i.issuer = asked_issuer and i.subject = asked_subject
$$;

-- Uses an invitation up: the account that it was made for belongs to this person of the provider from now on. Null where
-- there is no such invitation, it ran out, or this person has an account already.
create or replace function organisation.link_identity(asked_invitation bytea, asked_issuer text, asked_subject text, at timestamptz)
returns bigint language plpgsql volatile security definer set search_path = '' as $$
declare
  linked bigint;
begin
  if exists (select from organisation.staff_identity i where i.issuer = asked_issuer and i.subject = asked_subject) then return null; end if;
  update organisation.staff a set invitation_hash = null, invitation_until = null
   where a.invitation_hash = asked_invitation and a.invitation_until > at and a.active and a.kind <> 'machine'
  returning a.staff_id into linked;
  if linked is null then return null; end if;
  insert into organisation.staff_identity (staff_id, library_id, issuer, subject, linked_at)
  select a.staff_id, a.library_id, asked_issuer, asked_subject, at from organisation.staff a where a.staff_id = linked
  on conflict (library_id, staff_id, issuer) do update set subject = excluded.subject, linked_at = excluded.linked_at;
  insert into organisation.change (library_id, at, staff_id, what, subject, before, after)
  select a.library_id, at, a.staff_id, 'linkOidc', a.staff_id::text, null, pg_catalog.jsonb_build_object('name', a.name, 'issuer', asked_issuer)
    from organisation.staff a where a.staff_id = linked;
  return linked;
end $$;
