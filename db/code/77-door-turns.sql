-- Takes one turn of who asks at a door that anyone may use: by a key, or by a slot of networks. A key that is not known costs
-- a turn of the slot, so that nobody guesses faster than they may ask. It is all that these doors may write.
create or replace function cataloguing.take_turn(of_slot text, shown_key bytea, at_moment timestamptz, free_most integer)
returns table (known boolean, most integer, used integer)
language plpgsql volatile security definer set search_path = '' as $$
declare
  wanted text := of_slot;
  allowed integer := free_most;
  counted integer;
  found_key cataloguing.door_key;
begin
  if shown_key is not null then
    select d.* into found_key from cataloguing.door_key d where d.key_hash = shown_key and d.active;
    if found_key.key_id is not null then
      wanted := 'key ' || found_key.key_id;
      allowed := found_key.per_minute;
      if found_key.last_used_on is distinct from (at_moment at time zone 'Europe/Brussels')::date then
        update cataloguing.door_key d set last_used_on = (at_moment at time zone 'Europe/Brussels')::date where d.key_id = found_key.key_id;
      end if;
    end if;
  end if;
  insert into cataloguing.door_turn as t (slot, minute, used) values (wanted, date_trunc('minute', at_moment, 'UTC'), 1)
  on conflict on constraint door_turn_pkey do update set used = t.used + 1 returning t.used into counted;
  if counted = 1 then
    delete from cataloguing.door_turn t where t.ctid = any (array(
      select o.ctid from cataloguing.door_turn o where o.minute < at_moment - interval '10 minutes' for update skip locked));
  end if;
  return query select shown_key is null or found_key.key_id is not null, allowed, counted;
end $$;
do $$ begin
  revoke all on function cataloguing.take_turn(text, bytea, timestamptz, integer) from public;
  grant execute on function cataloguing.take_turn(text, bytea, timestamptz, integer) to kaft_public, kaft_finder;
  alter function cataloguing.take_turn(text, bytea, timestamptz, integer) owner to kaft_finder;
end $$;
