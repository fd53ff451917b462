-- The named functions that reach a person's number. Each filters by scope itself.

-- Whether a number is known: here (the patron of the own library), elsewhere (one bit, nothing more).
create or replace function patrons.number_known(asked bytea, out here bigint, out elsewhere boolean)
language sql stable security definer set search_path = '' as $$
  with library as materialized (select organisation.own_library() as id),
  known as materialized (
    select p.patron_id, p.library_id from patrons.person x join patrons.patron p on p.person_id = x.person_id
     where x.number_index = asked)
  select (select patron_id from known, library where library_id = id), exists (select from known, library where library_id <> id)
$$;

-- The shared identity behind a number, made when it is new. The caller learns its id and nothing else.
create or replace function patrons.person_of(asked bytea, cipher text, at timestamptz) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  found bigint;
begin
  if organisation.session_library() is null then
    raise exception 'no session' using errcode = 'KF001';
  end if;
  select person_id into found from patrons.person where number_index = asked;
  if found is not null then return found; end if;
  insert into patrons.person (number_cipher, number_index, made_at) values (cipher, asked, at)
    on conflict (number_index) do nothing returning person_id into found;
  if found is null then select person_id into found from patrons.person where number_index = asked; end if;
  return found;
end $$;

-- The encrypted number of a patron in scope; null for anyone else.
create or replace function patrons.number_of(asked bigint) returns text
language sql stable security definer set search_path = '' as $$
  select x.number_cipher from patrons.patron p join patrons.person x on x.person_id = p.person_id
   where p.patron_id = asked and p.library_id = any ((select organisation.scope())::bigint[])
$$;

-- Whether somebody already paid the fee of the same person, at another library of an agreement that shares it. Asked
-- about a patron of the own library only, and answered with one bit: not where, not when, not what.
create or replace function patrons.fee_covered(asked bigint) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  day date := organisation.today();
begin
  return exists (
    select from patrons.patron mine
      join organisation.agreement_member here on here.library_id = mine.library_id
      join organisation.agreement a on a.agreement_id = here.agreement_id
      join organisation.agreement_member there on there.agreement_id = a.agreement_id and there.library_id <> mine.library_id
      join patrons.patron other on other.library_id = there.library_id and other.person_id = mine.person_id
      join patrons.membership paid on paid.patron_id = other.patron_id
     where mine.patron_id = asked and mine.library_id = (select organisation.own_library()) and a.shares_fee
       and day between a.starts_on and coalesce(a.ends_on, 'infinity') and a.ended_at is null
       and day between here.joined_on and coalesce(here.left_on, 'infinity') and here.left_at is null
       and day between there.joined_on and coalesce(there.left_on, 'infinity') and there.left_at is null
       and (a.membership_types is null or paid.type = any (a.membership_types))
       and paid.fee_cents > 0 and day between paid.starts_on and coalesce(paid.ends_on, 'infinity')
       and other.member_until >= day);
end $$;
