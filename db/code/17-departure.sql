-- A library that leaves. When its erasure begins it closes: nobody signs in there, it is in no agreement any more, and nothing of
-- it is in anybody's scope. Where the first look finds that it may not leave yet, all of that is taken back.

create or replace function organisation.departure_goes_on() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'erasing' then
    update organisation.library set active = false where library_id = new.library_id and active;
    update organisation.agreement_member m set left_on = greatest(m.joined_on, organisation.today()), left_at = new.begun_at
     where m.library_id = new.library_id and m.left_at is null;
  elsif tg_op = 'UPDATE' and old.state = 'erasing' and new.state = 'confirmed' then
    update organisation.library set active = true where library_id = new.library_id and not active;
    update organisation.agreement_member m set left_on = null, left_at = null where m.library_id = new.library_id and m.left_at = old.begun_at;
  end if;
  perform from organisation.agreement_lock for update;
  update organisation.session set scope = null where scope is not null and ended_at is null;
  return null;
end $$;

-- Members of the library that a job has entered whom no other library knows: a count, and nobody.
create or replace function patrons.count_only_here() returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from patrons.patron p
   where p.library_id = organisation.session_library() and p.merged_into is null
     and (p.person_id is null or not exists (
       select from patrons.patron o where o.person_id = p.person_id and o.library_id <> p.library_id))
$$;

-- Departures that have something to do and that nobody was at a moment ago, over all libraries; of no person.
create or replace function moving.departures_at_work() returns table (departure_id bigint, library_id bigint)
language sql stable security definer set search_path = '' as $$
  select d.departure_id, d.library_id from moving.departure d
   where (d.state = 'erasing' or (d.state = 'confirmed' and d.wants is not null))
     and coalesce(d.beat_at, '-infinity') < clock_timestamp() - interval '1 minute'
   order by d.departure_id
$$;
