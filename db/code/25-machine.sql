-- A machine signs in before there is a session, so this looks past the scope, at one account; nothing for an unknown one.
create or replace function organisation.machine_facts(asked_login text)
returns table (machine_id bigint, library_id bigint, library_active boolean, library_agreed boolean, password_hash text, locked_until timestamptz,
  active boolean, name text, branch_id bigint, workstation_id bigint)
language sql stable security definer set search_path = '' as $$
  select a.staff_id, a.library_id, l.active, organisation.stands(true, l.agreed), a.password_hash, a.locked_until, a.active, a.name, m.branch_id, m.workstation_id
    from organisation.staff a
    join organisation.machine m on m.machine_id = a.staff_id
    join organisation.library l on l.library_id = a.library_id
   where a.login = asked_login and a.kind = 'machine'
$$;
