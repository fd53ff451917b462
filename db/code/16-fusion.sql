-- Libraries that became one. The one that is absorbed opens nothing any more; what stays written under it is read by the other.

-- Of which libraries rows are moved to and fro by the job that has entered this one: only while a fusion works.
create or replace function organisation.absorbed() returns bigint[]
language plpgsql stable security definer set search_path = '' as $$
begin
  if session_user <> 'kaft_jobs' then return '{}'; end if;
  return array(select f.absorbed_id from moving.fusion f
                where f.kept_id = organisation.session_library() and f.state in ('checking', 'moving', 'taking_back'));
end $$;

-- What a library succeeds to: the scope of its sessions has it too.
create or replace function organisation.succeeded(library bigint) returns bigint[]
language sql stable security definer set search_path = '' as $$
  select array(select f.absorbed_id from moving.fusion f where f.kept_id = library and f.state in ('moving', 'moved', 'live', 'taking_back'))
$$;

-- The absorbed library closes when the rows begin to move, and opens again when all of them are back. Every kept scope is void.
create or replace function organisation.fusion_goes_on() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'moving' then
    update organisation.library set active = false where library_id = new.absorbed_id and active;
  elsif new.state = 'taken_back' then
    update organisation.library set active = true where library_id = new.absorbed_id and not active;
  end if;
  perform from organisation.agreement_lock for update;
  update organisation.session set scope = null where scope is not null and ended_at is null;
  return null;
end $$;
